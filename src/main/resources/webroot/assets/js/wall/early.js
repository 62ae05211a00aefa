// Runs before the first paint: theme and size of the screen, from the page's own address.
import { setting } from "./setting.js";

const { theme, scale } = setting(location.search);
document.documentElement.dataset.theme = theme;
document.documentElement.style.setProperty("--scale", String(scale));
