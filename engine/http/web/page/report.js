"use strict";
// Within the frame of a report: takes the report from the page around it, and becomes it. See versions.js.
addEventListener("message", (event) => {
  if (event.source !== parent || typeof event.data?.html !== "string") return;
  document.open();
  document.write(event.data.html);
  document.close();
});
parent.postMessage("ready", "*");
