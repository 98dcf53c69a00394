/** The Azerbaijani words of the page. */

import type { Catalogue } from "../tongue";
import { line } from "./az/line";
import { lists } from "./az/lists";
import { page } from "./az/page";
import { records } from "./az/records";
import { views } from "./az/views";
import { words } from "./az/words";

const catalogue: Catalogue = { ...words, ...records, ...line, ...views, ...lists, ...page };

export default catalogue;
