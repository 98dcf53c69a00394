/** Azerbaijani: lists and tables, what is taken away, and what is new. */

import type { Catalogue } from "../../tongue";

export const lists: Catalogue = {
  List: "Siyahı",
  "The table could not be loaded.": "Cədvəl yüklənə bilmədi.",
  "Just published or changed: {incidents}, {n} of them in this view.":
    "İndicə dərc edilib və ya dəyişib: {incidents}, onlardan {n} bu görünüşdədir.",
  District: "Rayon",
  "An incident somewhere along a stretch or in an area counts in each sector and district by the share that lies there; one of several sides, claimants or sources counts for each of them.":
    "Xəttin bir hissəsi boyunca və ya bir ərazidə hardasa baş vermiş hadisə hər sektorda və rayonda oraya düşən payla sayılır; bir neçə tərəfin, iddia edənin və ya mənbənin hadisəsi onların hər biri üçün sayılır.",
  "Districts are those of the layer, with rough outlines; a settlement counts in the district that the gazetteer names.":
    "Rayonlar qatdakılardır, sərhədləri təxminidir; yaşayış yeri yer adları kitabının göstərdiyi rayonda sayılır.",
  "All incidents of these days": "Bu günlərin bütün hadisələri",
  "The same in other formats": "Eyni şey başqa formatlarda",
  "What is chosen is too long for an address: these files have all of {days}. The two above have what is shown, and no more.":
    "Seçilən bir ünvan üçün çox uzundur: bu fayllarda {days} üzrə hamısı var. Yuxarıdakı ikisində yalnız göstərilənlər var.",
  "Exactly the {incidents} listed: the address says what is chosen.":
    "Siyahıdakıların özü ({incidents}): nəyin seçildiyi ünvanda yazılıb.",
  "Incidents shown on the map": "Xəritədə göstərilən hadisələr",
  "Table of incidents": "Hadisələr cədvəli",
  "From the line": "Xətdən məsafə",
  "{n} districts": "{n} rayon",
  "{district} {percent} %": "{district} {percent} %",
  "{from}–{to} km": "{from}–{to} km",
  "{km} from the last line known": "son məlum xətdən {km}",
};
