/** Armenian: the diagram and the numbers. */

import type { Catalogue } from "../../tongue";

export const views: Catalogue = {
  "Bars: somewhere along that stretch or in those days.":
    "Գծիկներ՝ ինչ-որ տեղ այդ հատվածում կամ այդ օրերին։",
  "Every incident is somebody’s report.": "Յուրաքանչյուր միջադեպ ինչ-որ մեկի հաղորդումն է։",
  "{n} incidents without a place along the line not drawn.":
    "Գծի երկայնքով տեղ չունեցող {n} միջադեպ պատկերված չէ։",
  "km {from}–{to}": "կմ {from}–{to}",
  "km {km}, on the line": "կմ {km}, գծի վրա",
  "km {km}, {off} km off the line": "կմ {km}, գծից {off} կմ",
  "side not known": "կողմն անհայտ է",
  "Space–time diagram, {days}: {incidents} along the line":
    "Տարածաժամանակային գծապատկեր, {days}՝ գծի երկայնքով {incidents}",
  "Arrow keys move between incidents, Enter opens one. The table says the same in words.":
    "Սլաքներով անցնում եք միջադեպերի միջև, Enter-ը բացում է։ Աղյուսակն ասում է նույնը բառերով։",
  "Every incident of these days has a place along the line.":
    "Այս օրերի յուրաքանչյուր միջադեպ գծի երկայնքով տեղ ունի։",
  "The line of contact in space and time, {days}": "Շփման գիծը տարածության և ժամանակի մեջ, {days}",
  "Derived from reported control, not surveyed. Kilometres along the frozen line of 1994–2020 ({km} km) from its northern end.":
    "Ստացված է վերահսկողության մասին հայտարարություններից, չափագրված չէ։ Կիլոմետրերը հաշվվում են 1994–2020 թթ. սառեցված գծի ({km} կմ) երկայնքով՝ հյուսիսային ծայրից։",
  "darkest from {km} km of depth on": "ամենամուգը՝ {km} կմ խորությունից",
  "Shade: ground beside the line of 1994–2020 that by the statements passed to {side}":
    "Երանգ՝ 1994–2020 թթ. գծի մոտ հող, որն ըստ հայտարարությունների անցել է՝ {side}",
  "Shade with upright lines: to {side}": "Երանգ ուղղահայաց գծերով՝ {side}",
  "Hatched: contested": "Գծավոր՝ վիճելի",
  "Beyond the northern end of the line, not drawn": "Գծի հյուսիսային ծայրից այն կողմ, պատկերված չէ",
  "Beyond the southern end of the line, not drawn": "Գծի հարավային ծայրից այն կողմ, պատկերված չէ",
  "by {day} {km2} km² passed by the statements to {side}":
    "{day} դրությամբ ըստ հայտարարությունների անցել է {km2} կմ²՝ {side}",
  "{km2} km² are contested": "{km2} կմ² վիճելի է",
  "{n} more not placed": "ևս {n} առանց տեղի",
  "{n} incidents of these days have no place along the line and cannot be drawn:":
    "Այս օրերի {n} միջադեպ գծի երկայնքով տեղ չունի և չի կարող պատկերվել՝",
  "Space and time": "Տարածություն և ժամանակ",
  Table: "Աղյուսակ",
  Key: "Նշաններ",
  "Download the diagram as SVG": "Ներբեռնել գծապատկերը որպես SVG",
  "Download the diagram as PNG": "Ներբեռնել գծապատկերը որպես PNG",
  "Close the diagram": "Փակել գծապատկերը",
  "{n} not placed": "{n} առանց տեղի",
  "people of any kind": "բոլոր մարդիկ",
  "{things} {outcome}": "{things} ({outcome})",
  "Numbers, by who states them": "Թվեր՝ ըստ հայտարարողի",
  "Stated {days}": "Հայտարարված՝ {days}",
  "All incidents": "Բոլոր միջադեպերը",
  "From day": "Օրից",
  "to day": "մինչև օրը",
  "From km": "Կմ-ից",
  "to km": "մինչև կմ",
  "Show only these days and kilometres": "Ցույց տալ միայն այս օրերն ու կիլոմետրերը",
  "Show these": "Ցույց տալ",
  Clear: "Մաքրել",
  "Kinds of incidents": "Միջադեպերի տեսակներ",
  "Who says so": "Ով է ասում",
  "The line and the bars": "Գիծը և գծիկները",
  "Bar: somewhere along that stretch, or in those days":
    "Գծիկ՝ ինչ-որ տեղ այդ հատվածում կամ այդ օրերին",
  "Sectors, from km 0": "Հատվածներ՝ կմ 0-ից",
  "and {n} more.": "և ևս {n}։",
  "Along the line": "Գծի երկայնքով",
  Kind: "Տեսակ",
  "The diagram as a table": "Գծապատկերը որպես աղյուսակ",
  "No incident of these days has a place along the line.":
    "Այս օրերի ոչ մի միջադեպ գծի երկայնքով տեղ չունի։",
  "with the line’s movement.": "գծի շարժմամբ։",
  "stated on {day}": "հայտարարված՝ {day}",
  "up to {day}": "մինչև {day}",
  "Each figure is its claimant’s own, as stated. None are added up: one may contain another, and the sides do not count the same.":
    "Յուրաքանչյուր թիվ իր հայտարարողինն է։ Դրանք չեն գումարվում. մեկը կարող է պարունակել մյուսը, և կողմերը նույնը չեն հաշվում։",
  "As stated, claimant by claimant": "Ինչպես հայտարարվել է՝ ըստ հայտարարողի",
  "Nobody stated a figure in this time.": "Այս ընթացքում ոչ ոք թիվ չի հայտարարել։",
  "A larger disc is a larger number of the same row; a ring is denied or only passed on.":
    "Մեծ սկավառակը նույն տողի մեծ թիվն է. օղակը՝ հերքված կամ միայն փոխանցված։",
  "Claimed losses by class and side": "Հայտարարված կորուստներ՝ ըստ դասի և կողմի",
  Chart: "Գրաֆիկ",
  "Shown as": "Ցուցադրման ձևը",
  Stated: "Հայտարարված",
  By: "Ում կողմից",
  Figure: "Թիվ",
  "Losses of": "Կորուստներ, ում",
  "Whose losses is not told": "Ում կորուստներն են՝ նշված չէ",
  "Show the incident": "Ցույց տալ միջադեպը",
  "Draw a box to choose days and kilometres; click a sign to open it, a free spot to go to its day.":
    "Օրեր և կիլոմետրեր ընտրելու համար շրջանակ գծեք. նշանը բացելու համար սեղմեք դրա վրա, օրվան անցնելու համար՝ ազատ տեղում։",
  "All of {days}, the same as listed.": "{days}՝ բոլորը, ինչպես ցանկում է։",
  "Put the map into a page": "Տեղադրել քարտեզը էջում",
  "A frame with this view; nothing can be changed in it.":
    "Շրջանակ այս տեսքով. դրանում ոչինչ չի կարելի փոխել։",
  "Copy the markup": "Պատճենել կոդը",
  "Markup of the frame": "Շրջանակի կոդը",
  "Open the whole map": "Բացել ամբողջ քարտեզը",
  "Offline: shown as fetched on {time}.": "Անցանց. ցուցադրվում է {time}-ին ստացվածը։",
  "Offline: what was fetched before is shown.": "Անցանց. ցուցադրվում է նախկինում ստացվածը։",
  "The server can be reached again.": "Սերվերը կրկին հասանելի է։",
  "Situation report": "Իրավիճակի զեկույց",
  "What each side stated of these days, in two columns for the screen and for paper.":
    "Ինչ է հայտարարել յուրաքանչյուր կողմ այս օրերի մասին՝ երկու սյունակով, էկրանի և թղթի համար։",
  "Open the report": "Բացել զեկույցը",
  "Situation report, {days}": "Իրավիճակի զեկույց, {days}",
  "What each side is reported to have stated, side by side. To be listed is no confirmation; every number is its claimant’s own, and none are added up.":
    "Ինչ է, ըստ հաղորդումների, հայտարարել յուրաքանչյուր կողմ՝ կողք կողքի։ Ցանկում լինելը հաստատում չէ. յուրաքանչյուր թիվ իր հայտարարողինն է, և դրանք չեն գումարվում։",
  "Stated by {side}": "Հայտարարող՝ {side}",
  "No statement is recorded.": "Ոչ մի հայտարարություն գրանցված չէ։",
};
