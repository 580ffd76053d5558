import "./styles/site.css";

import { offerCopying } from "./site/copy";
import { submitOnce } from "./site/forms";

offerCopying(document);
submitOnce(document);
