const { ipcRenderer } = require("electron");

const portChannel = "guichet-port";

ipcRenderer.on(portChannel, (event) => {
  window.postMessage(portChannel, location.origin, [...event.ports]);
});

// Only now do the page's own scripts listen.
window.addEventListener("DOMContentLoaded", () => ipcRenderer.send(portChannel));
