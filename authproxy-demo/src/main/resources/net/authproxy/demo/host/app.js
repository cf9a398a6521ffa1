"use strict";

// A token for whoever is signed in at this product, made by its backend. AuthProxy's own pages never see our cookie.
async function getToken() {
  const answer = await fetch("/token", { method: "POST" });
  if (!answer.ok) {
    location.assign("/sign-in?next=" + encodeURIComponent(location.pathname));
    throw new Error("not signed in");
  }
  return (await answer.json()).token;
}

function say(text, link) {
  const notice = document.getElementById("notice");
  notice.replaceChildren(text);
  if (link) {
    const anchor = document.createElement("a");
    anchor.href = link;
    anchor.textContent = "Ask it something";
    notice.append(" ", anchor);
  }
}

// The second way of embedding: the element inside a page.
const marketplace = document.getElementById("marketplace");
if (marketplace) {
  marketplace.getToken = getToken;
  marketplace.addEventListener("authproxy-connected", ({ detail }) => {
    say("Connected" + (detail.account ? " as " + detail.account.name : "") + ".", "/");
  });
  marketplace.addEventListener("authproxy-error", ({ detail }) => say("That did not work: " + detail.message));
  document.getElementById("language").addEventListener("change", ({ target }) => marketplace.setAttribute("lang", target.value));
  document.getElementById("scheme").addEventListener("change", ({ target }) => marketplace.setAttribute("color-scheme", target.value));
}

// The third: a dialog for one tool.
for (const button of document.querySelectorAll("[data-connector]")) {
  button.addEventListener("click", async () => {
    try {
      const { connectionId } = await window.AuthProxy.connect({
        connector: button.dataset.connector,
        getToken,
        accent: "#5b3fc4",
        radius: "10",
      });
      say("Connected.", "/ask?connection=" + encodeURIComponent(connectionId) + "&kind=" + button.dataset.kind);
    } catch (reason) {
      if (reason.code !== "closed") {
        throw reason;
      }
      say("Nothing was connected.");
    }
  });
}
