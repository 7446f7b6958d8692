// A timeline in somebody else's page: what a mark opens, opens beside that page and not inside the frame.
"use strict";

window.tracker = {
  openPanel: function (address) {
    window.open(address, "_blank", "noopener");
  },
};
