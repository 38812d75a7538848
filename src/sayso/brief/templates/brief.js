
// The page works without this: it opens what is folded when a link leads into it, and before printing.
(function () {
  function unfold(node) {
    for (; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
  }
  function follow() {
    var goal = document.getElementById(location.hash.slice(1));
    if (goal) { unfold(goal); goal.scrollIntoView(); }
  }
  addEventListener("hashchange", follow);
  addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (each) { each.open = true; });
  });
  if (location.hash) follow();
})();
