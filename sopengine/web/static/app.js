// Pages work without this; it only saves a look or a scroll.
import { countChecks } from "./checks.js";
import { foldOnPhones } from "./folds.js";
import { refresh } from "./live.js";
import { onceOnly } from "./once.js";
import { openOnCurrent } from "./pan.js";
import { offerPrinting } from "./print.js";

countChecks(document);
foldOnPhones(document);
onceOnly(document);
openOnCurrent(document);
offerPrinting(document);
refresh(document, openOnCurrent);
