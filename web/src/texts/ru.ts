/** The Russian words of the page. */

import type { Catalogue } from "../tongue";
import { line } from "./ru/line";
import { lists } from "./ru/lists";
import { page } from "./ru/page";
import { records } from "./ru/records";
import { views } from "./ru/views";
import { words } from "./ru/words";

const catalogue: Catalogue = { ...words, ...records, ...line, ...views, ...lists, ...page };

export default catalogue;
