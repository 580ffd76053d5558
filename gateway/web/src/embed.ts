import "./styles/embed.css";

import { tellHeight } from "./embed/height";

tellHeight();
