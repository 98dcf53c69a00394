/** Azerbaijani: the diagram and the numbers. */

import type { Catalogue } from "../../tongue";

export const views: Catalogue = {
  "Bars: somewhere along that stretch or in those days.":
    "Zolaqlar: həmin hissədə və ya həmin günlərdə hardasa.",
  "Every incident is somebody’s report.": "Hər hadisə kiminsə xəbəridir.",
  "{n} incidents without a place along the line not drawn.":
    "Xətt boyunca yeri olmayan {n} hadisə çəkilməyib.",
  "km {from}–{to}": "km {from}–{to}",
  "km {km}, on the line": "km {km}, xəttin üzərində",
  "km {km}, {off} km off the line": "km {km}, xətdən {off} km",
  "side not known": "tərəfi məlum deyil",
  "Space–time diagram, {days}: {incidents} along the line":
    "Məkan-zaman diaqramı, {days}: xətt boyunca {incidents}",
  "Arrow keys move between incidents, Enter opens one. The table says the same in words.":
    "Ox düymələri hadisələr arasında gəzir, Enter birini açır. Cədvəl eyni şeyi sözlə deyir.",
  "Every incident of these days has a place along the line.":
    "Bu günlərin hər hadisəsinin xətt boyunca yeri var.",
  "The line of contact in space and time, {days}": "Məkan və zamanda təmas xətti, {days}",
  "Derived from reported control, not surveyed. Kilometres along the frozen line of 1994–2020 ({km} km) from its northern end.":
    "Nəzarət barədə bəyanatlardan çıxarılıb, ölçülməyib. Kilometrlər 1994–2020-ci illərin dondurulmuş xətti ({km} km) boyunca şimal ucundan sayılır.",
  "darkest from {km} km of depth on": "{km} km dərinlikdən ən tünd",
  "Shade: ground beside the line of 1994–2020 that by the statements passed to {side}":
    "Çalar: bəyanatlara görə keçən, 1994–2020-ci illər xəttinin yanındakı torpaq, indi: {side}",
  "Shade with upright lines: to {side}": "Şaquli cizgili çalar: {side}",
  "Hatched: contested": "Ştrixli: mübahisəli",
  "Beyond the northern end of the line, not drawn": "Xəttin şimal ucundan o yanda, çəkilməyib",
  "Beyond the southern end of the line, not drawn": "Xəttin cənub ucundan o yanda, çəkilməyib",
  "by {day} {km2} km² passed by the statements to {side}":
    "{day} tarixinədək bəyanatlara görə {km2} km² keçib: {side}",
  "{km2} km² are contested": "{km2} km² mübahisəlidir",
  "{n} more not placed": "yeri olmayan daha {n}",
  "{n} incidents of these days have no place along the line and cannot be drawn:":
    "Bu günlərin {n} hadisəsinin xətt boyunca yeri yoxdur və çəkilə bilmir:",
  "Space and time": "Məkan və zaman",
  Table: "Cədvəl",
  Key: "İşarələr",
  "Download the diagram as SVG": "Diaqramı SVG kimi yüklə",
  "Download the diagram as PNG": "Diaqramı PNG kimi yüklə",
  "Close the diagram": "Diaqramı bağla",
  "{n} not placed": "{n} yeri yoxdur",
  "people of any kind": "hər növ insan",
  "{things} {outcome}": "{things} ({outcome})",
  "Numbers, by who states them": "Rəqəmlər, kim bildirib",
  "Stated {days}": "Bildirilib: {days}",
  "All incidents": "Bütün hadisələr",
  "From day": "Başlanğıc gün",
  "to day": "son gün",
  "From km": "Başlanğıc km",
  "to km": "son km",
  "Show only these days and kilometres": "Yalnız bu günləri və kilometrləri göstər",
  "Show these": "Göstər",
  Clear: "Təmizlə",
  "Kinds of incidents": "Hadisə növləri",
  "Who says so": "Kim deyir",
  "The line and the bars": "Xətt və zolaqlar",
  "Bar: somewhere along that stretch, or in those days":
    "Zolaq: həmin hissədə və ya həmin günlərdə hardasa",
  "Sectors, from km 0": "Km 0-dan başlayaraq sektorlar",
  "and {n} more.": "və daha {n}.",
  "Along the line": "Xətt boyunca",
  Kind: "Növ",
  "The diagram as a table": "Diaqram cədvəl kimi",
  "No incident of these days has a place along the line.":
    "Bu günlərin heç bir hadisəsinin xətt boyunca yeri yoxdur.",
  "with the line’s movement.": "xəttin hərəkəti ilə.",
  "stated on {day}": "{day} bildirilib",
  "up to {day}": "{day} tarixinədək",
  "Each figure is its claimant’s own, as stated. None are added up: one may contain another, and the sides do not count the same.":
    "Hər rəqəm onu bildirənindir. Heç biri toplanmır: biri digərini əhatə edə bilər və tərəflər eyni şeyi saymır.",
  "As stated, claimant by claimant": "Bildirildiyi kimi, hər iddiaçı ayrıca",
  "Nobody stated a figure in this time.": "Bu müddətdə heç kim rəqəm bildirməyib.",
  "A larger disc is a larger number of the same row; a ring is denied or only passed on.":
    "Böyük dairə həmin sətrin böyük rəqəmidir; halqa – təkzib edilib və ya yalnız ötürülüb.",
  "Claimed losses by class and side": "Siniflər və tərəflər üzrə iddia edilən itkilər",
  Chart: "Qrafik",
  "Shown as": "Göstərilmə forması",
  Stated: "Bildirilib",
  By: "Kim",
  Figure: "Rəqəm",
  "Losses of": "İtkilər, kimin",
  "Whose losses is not told": "İtkilərin kimə aid olduğu deyilmir",
  "Show the incident": "Hadisəni göstər",
  "Draw a box to choose days and kilometres; click a sign to open it, a free spot to go to its day.":
    "Günləri və kilometrləri seçmək üçün çərçivə çəkin; işarəni açmaq üçün üzərinə, günə keçmək üçün boş yerə klikləyin.",
  "All of {days}, the same as listed.": "{days} üzrə hamısı, siyahıdakı kimi.",
  "Put the map into a page": "Xəritəni səhifəyə yerləşdir",
  "A frame with this view; nothing can be changed in it.":
    "Bu görünüşlə çərçivə; orada heç nə dəyişdirilə bilməz.",
  "Copy the markup": "Kodu köçür",
  "Markup of the frame": "Çərçivənin kodu",
  "Open the whole map": "Bütün xəritəni aç",
  "Offline: shown as fetched on {time}.": "Oflayn: {time} alınmış vəziyyət göstərilir.",
  "Offline: what was fetched before is shown.": "Oflayn: əvvəllər alınmışlar göstərilir.",
  "The server can be reached again.": "Server yenidən əlçatandır.",
  "Situation report": "Vəziyyət hesabatı",
  "What each side stated of these days, in two columns for the screen and for paper.":
    "Hər tərəfin bu günlər barədə bildirdikləri: ekran və kağız üçün iki sütunda.",
  "Open the report": "Hesabatı aç",
  "Situation report, {days}": "Vəziyyət hesabatı, {days}",
  "What each side is reported to have stated, side by side. To be listed is no confirmation; every number is its claimant’s own, and none are added up.":
    "Xəbərlərə görə hər tərəfin bildirdikləri yan-yana. Siyahıda olmaq təsdiq deyil; hər rəqəm onu bildirənə aiddir və heç biri toplanmır.",
  "Stated by {side}": "Bildirən: {side}",
  "No statement is recorded.": "Heç bir bəyanat qeydə alınmayıb.",
};
