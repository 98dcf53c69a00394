/** Russian: lists and tables, what is taken away, and what is new. */

import type { Catalogue } from "../../tongue";

export const lists: Catalogue = {
  List: "Список",
  "The table could not be loaded.": "Не удалось загрузить таблицу.",
  "Just published or changed: {incidents}, {n} of them in this view.":
    "Только что опубликовано или изменено: {incidents}, из них в этом виде {n}.",
  District: "Район",
  "An incident somewhere along a stretch or in an area counts in each sector and district by the share that lies there; one of several sides, claimants or sources counts for each of them.":
    "Инцидент где-то на участке или на территории учитывается в каждом секторе и районе своей долей; инцидент нескольких сторон, заявителей или источников – у каждого из них.",
  "Districts are those of the layer, with rough outlines; a settlement counts in the district that the gazetteer names.":
    "Районы – те, что в слое, с приблизительными границами; населённый пункт учитывается в районе, который называет справочник мест.",
  "All incidents of these days": "Все инциденты этих дней",
  "The same in other formats": "То же в других форматах",
  "What is chosen is too long for an address: these files have all of {days}. The two above have what is shown, and no more.":
    "Выбранное слишком длинно для адреса: в этих файлах всё за {days}. В двух верхних – только показанное.",
  "Exactly the {incidents} listed: the address says what is chosen.":
    "Ровно то, что в списке ({incidents}): адрес говорит, что выбрано.",
  "Incidents shown on the map": "Инциденты, показанные на карте",
  "Table of incidents": "Таблица инцидентов",
  "From the line": "От линии",
  "{n} districts": "{n} район|{n} района|{n} районов",
  "{district} {percent} %": "{district} {percent} %",
  "{from}–{to} km": "{from}–{to} км",
  "{km} from the last line known": "{km} от последней известной линии",
};
