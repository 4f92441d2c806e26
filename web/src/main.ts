// The page as a file of its own.

import { start } from "./open";

void start();
