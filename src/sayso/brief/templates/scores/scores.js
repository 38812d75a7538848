"use strict";
(() => {
  const form = document.querySelector(".controls");
  const list = document.querySelector(".statements");
  if (!form || !list) return;
  const all = [...list.children];
  const status = form.querySelector(".shown");
  const orders = {
    place: (a, b) => a.dataset.place - b.dataset.place,
    high: (a, b) => b.dataset.loss - a.dataset.loss || a.dataset.place - b.dataset.place,
    low: (a, b) => (a.dataset.loss < 0) - (b.dataset.loss < 0) || a.dataset.loss - b.dataset.loss || a.dataset.place - b.dataset.place,
  };
  const show = () => {
    const chosen = form.querySelector("input[name=kind]:checked");
    const kind = chosen ? chosen.value : "";
    let shown = 0;
    for (const each of all) {
      each.hidden = !(kind === "" || each.dataset.kind === kind || (kind === "scored" && each.dataset.scored === "yes"));
      if (!each.hidden) shown += 1;
    }
    list.append(...[...all].sort(orders[form.elements.order.value] || orders.place));
    status.textContent = `${shown} of ${all.length} shown`;
  };
  form.hidden = false;
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
})();
