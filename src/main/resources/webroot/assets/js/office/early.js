// Runs before the first paint: the theme follows the system, unless the address names one.

const named = new URLSearchParams(location.search).get("theme");
const system = matchMedia("(prefers-color-scheme: dark)");
const apply = () => {
  document.documentElement.dataset.theme = named === "light" || named === "dark" ? named : system.matches ? "dark" : "light";
};
apply();
system.addEventListener("change", apply);
