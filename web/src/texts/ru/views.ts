/** Russian: the diagram and the numbers. */

import type { Catalogue } from "../../tongue";

export const views: Catalogue = {
  "Bars: somewhere along that stretch or in those days.":
    "Отрезки: где-то на этом участке или в эти дни.",
  "Every incident is somebody’s report.": "Каждый инцидент – чьё-то сообщение.",
  "{n} incidents without a place along the line not drawn.":
    "Не показан {n} инцидент без места вдоль линии.|Не показаны {n} инцидента без места вдоль линии.|Не показаны {n} инцидентов без места вдоль линии.",
  "km {from}–{to}": "км {from}–{to}",
  "km {km}, on the line": "км {km}, на линии",
  "km {km}, {off} km off the line": "км {km}, в {off} км от линии",
  "side not known": "сторона неизвестна",
  "Space–time diagram, {days}: {incidents} along the line":
    "Пространственно-временная диаграмма, {days}: вдоль линии {incidents}",
  "Arrow keys move between incidents, Enter opens one. The table says the same in words.":
    "Стрелки ведут от инцидента к инциденту, Enter открывает. Таблица говорит то же словами.",
  "Every incident of these days has a place along the line.":
    "У каждого инцидента этих дней есть место вдоль линии.",
  "The line of contact in space and time, {days}":
    "Линия соприкосновения в пространстве и времени, {days}",
  "Derived from reported control, not surveyed. Kilometres along the frozen line of 1994–2020 ({km} km) from its northern end.":
    "Выведено из заявлений о контроле, не измерено на местности. Километры вдоль застывшей линии 1994–2020 годов ({km} км) от северного конца.",
  "darkest from {km} km of depth on": "темнее всего от {km} км глубины",
  "Shade: ground beside the line of 1994–2020 that by the statements passed to {side}":
    "Тон: земля у линии 1994–2020 годов, по заявлениям перешедшая: {side}",
  "Shade with upright lines: to {side}": "Тон с вертикальными линиями: {side}",
  "Hatched: contested": "Штриховка: оспаривается",
  "Beyond the northern end of the line, not drawn": "За северным концом линии, не показано",
  "Beyond the southern end of the line, not drawn": "За южным концом линии, не показано",
  "by {day} {km2} km² passed by the statements to {side}":
    "к {day} по заявлениям перешло {km2} км²: {side}",
  "{km2} km² are contested": "{km2} км² оспаривается",
  "{n} more not placed": "ещё {n} без места",
  "{n} incidents of these days have no place along the line and cannot be drawn:":
    "У {n} инцидента этих дней нет места вдоль линии, показать его нельзя:|У {n} инцидентов этих дней нет места вдоль линии, показать их нельзя:|У {n} инцидентов этих дней нет места вдоль линии, показать их нельзя:",
  "Space and time": "Пространство и время",
  Table: "Таблица",
  Key: "Обозначения",
  "Download the diagram as SVG": "Скачать диаграмму как SVG",
  "Download the diagram as PNG": "Скачать диаграмму как PNG",
  "Close the diagram": "Закрыть диаграмму",
  "{n} not placed": "{n} без места",
  "people of any kind": "люди без различия",
  "{things} {outcome}": "{things} ({outcome})",
  "Numbers, by who states them": "Числа – по тому, кто их назвал",
  "Stated {days}": "Заявлено: {days}",
  "All incidents": "Все инциденты",
  "From day": "С дня",
  "to day": "по день",
  "From km": "От км",
  "to km": "до км",
  "Show only these days and kilometres": "Показать только эти дни и километры",
  "Show these": "Показать",
  Clear: "Сбросить",
  "Kinds of incidents": "Виды инцидентов",
  "Who says so": "Кто говорит",
  "The line and the bars": "Линия и отрезки",
  "Bar: somewhere along that stretch, or in those days":
    "Отрезок: где-то на этом участке или в эти дни",
  "Sectors, from km 0": "Секторы от км 0",
  "and {n} more.": "и ещё {n}.",
  "Along the line": "Вдоль линии",
  Kind: "Вид",
  "The diagram as a table": "Диаграмма таблицей",
  "No incident of these days has a place along the line.":
    "Ни у одного инцидента этих дней нет места вдоль линии.",
  "with the line’s movement.": "с движением линии.",
  "stated on {day}": "заявлено {day}",
  "up to {day}": "до {day}",
  "Each figure is its claimant’s own, as stated. None are added up: one may contain another, and the sides do not count the same.":
    "Каждое число – того, кто его назвал. Они не складываются: одно может включать другое, и стороны считают не одно и то же.",
  "As stated, claimant by claimant": "Как заявлено, по каждому источнику",
  "Nobody stated a figure in this time.": "За это время никто не назвал числа.",
  "A larger disc is a larger number of the same row; a ring is denied or only passed on.":
    "Больший круг – большее число той же строки; кольцо – отрицается или лишь передано.",
  "Claimed losses by class and side": "Заявленные потери по классам и сторонам",
  Chart: "График",
  "Shown as": "Вид показа",
  Stated: "Заявлено",
  By: "Кем",
  Figure: "Число",
  "Losses of": "Потери, чьи",
  "Whose losses is not told": "Чьи потери – не сказано",
  "Show the incident": "Показать инцидент",
  "Draw a box to choose days and kilometres; click a sign to open it, a free spot to go to its day.":
    "Обведите рамкой дни и километры; щёлкните по знаку, чтобы открыть его, по свободному месту – чтобы перейти к этому дню.",
  "All of {days}, the same as listed.": "{days}, все, как в списке.",
  "Put the map into a page": "Вставить карту в страницу",
  "A frame with this view; nothing can be changed in it.":
    "Фрейм с этим видом; изменить в нём ничего нельзя.",
  "Copy the markup": "Скопировать код",
  "Markup of the frame": "Код фрейма",
  "Open the whole map": "Открыть карту целиком",
  "Offline: shown as fetched on {time}.": "Без связи: показано полученное {time}.",
  "Offline: what was fetched before is shown.": "Без связи: показано полученное раньше.",
  "The server can be reached again.": "Сервер снова доступен.",
  "Situation report": "Сводка обстановки",
  "What each side stated of these days, in two columns for the screen and for paper.":
    "Что заявила об этих днях каждая сторона: в двух колонках, для экрана и для бумаги.",
  "Open the report": "Открыть сводку",
  "Situation report, {days}": "Сводка обстановки, {days}",
  "What each side is reported to have stated, side by side. To be listed is no confirmation; every number is its claimant’s own, and none are added up.":
    "Что, по сообщениям, заявила каждая сторона, рядом. Место в сводке не является подтверждением; каждое число принадлежит тому, кто его назвал, и числа не складываются.",
  "Stated by {side}": "Заявляет: {side}",
  "No statement is recorded.": "Заявлений не записано.",
};
