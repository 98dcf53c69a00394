/** Armenian: lists and tables, what is taken away, and what is new. */

import type { Catalogue } from "../../tongue";

export const lists: Catalogue = {
  List: "Ցանկ",
  "The table could not be loaded.": "Աղյուսակը չհաջողվեց բեռնել։",
  "Just published or changed: {incidents}, {n} of them in this view.":
    "Հենց նոր հրապարակվել կամ փոխվել է՝ {incidents}, դրանցից {n}-ը՝ այս տեսքում։",
  District: "Շրջան",
  "An incident somewhere along a stretch or in an area counts in each sector and district by the share that lies there; one of several sides, claimants or sources counts for each of them.":
    "Հատվածի երկայնքով կամ տարածքում ինչ-որ տեղ եղած միջադեպը յուրաքանչյուր հատվածում և շրջանում հաշվվում է այնտեղ ընկնող բաժնով. մի քանի կողմերի, հայտարարողների կամ աղբյուրների միջադեպը հաշվվում է յուրաքանչյուրի համար։",
  "Districts are those of the layer, with rough outlines; a settlement counts in the district that the gazetteer names.":
    "Շրջանները շերտի շրջաններն են, նրանց ուրվագծերը մոտավոր են. բնակավայրը հաշվվում է այն շրջանում, որը նշում է տեղանունների ցանկը։",
  "All incidents of these days": "Այս օրերի բոլոր միջադեպերը",
  "The same in other formats": "Նույնն այլ ձևաչափերով",
  "What is chosen is too long for an address: these files have all of {days}. The two above have what is shown, and no more.":
    "Ընտրվածը չափազանց երկար է հասցեի համար. այս ֆայլերում {days} բոլոր միջադեպերն են։ Վերևի երկուսում միայն ցուցադրվածն է։",
  "Exactly the {incidents} listed: the address says what is chosen.":
    "Ճիշտ ցանկում եղածը ({incidents}). հասցեն ասում է, թե ինչ է ընտրված։",
  "Incidents shown on the map": "Քարտեզի վրա ցուցադրված միջադեպերը",
  "Table of incidents": "Միջադեպերի աղյուսակ",
  "From the line": "Գծից հեռավորությունը",
  "{n} districts": "{n} շրջան|{n} շրջան",
  "{district} {percent} %": "{district} {percent} %",
  "{from}–{to} km": "{from}–{to} կմ",
  "{km} from the last line known": "վերջին հայտնի գծից {km}",
};
