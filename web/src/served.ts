// The page as a server gives it.

import { live } from "./live";
import { start } from "./open";

void start().then((app) => app && live(app));
