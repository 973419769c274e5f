import { enableKeeping } from "./keep-story.js";
import { enableShare } from "./share.js";
import { enableTextSize } from "./text-size.js";

const tools = document.querySelector(".tools");
enableTextSize(tools);
enableShare(tools.querySelector(".share"));
enableKeeping(tools);
