/** The Armenian words of the page. */

import type { Catalogue } from "../tongue";
import { line } from "./hy/line";
import { lists } from "./hy/lists";
import { page } from "./hy/page";
import { records } from "./hy/records";
import { views } from "./hy/views";
import { words } from "./hy/words";

const catalogue: Catalogue = { ...words, ...records, ...line, ...views, ...lists, ...page };

export default catalogue;
