// The page as a server hands it out.

import { live } from "./live";
import { start } from "./open";

void start().then((app) => app && live(app));
