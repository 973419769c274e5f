// Newsroom computers are shared: nothing typed stays behind.

import { forgetAll } from "./autosave-copies.js";

forgetAll();
