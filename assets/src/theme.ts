// Loaded before anything is painted: the reader's scheme must not flash, and the styles must know that scripts run.
const root = document.documentElement;
root.classList.add("js");
try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
} catch {
  // Storage may be forbidden; the system's scheme then stands.
}
