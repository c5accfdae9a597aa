/* Draftail plugin: a reference to a clause, chosen from a dialog that lists them all. */
(() => {
  "use strict";

  const { Component, createElement } = window.React;
  const { EditorState, Modifier } = window.DraftJS;

  const element = (name, properties = {}, children = []) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };

  const clauseButton = (clause, choose) => {
    const number = element("strong", { textContent: clause.number });
    const button = element("button", { type: "button", className: "clause-chooser__clause" }, [
      number,
      ` ${clause.heading}`,
    ]);
    button.addEventListener("click", () => choose(clause));
    return element("li", {}, [button]);
  };

  /* Opens the dialog; `choose` gets the clause, `close` is called when it goes, chosen or not. */
  const openDialog = (url, strings, choose, close) => {
    const status = element("p", { role: "status" });
    const list = element("ul", { className: "clause-chooser__list" });
    const search = element("input", { type: "search", autocomplete: "off" });
    const label = element("label", { className: "clause-chooser__search" }, [strings.search, search]);
    const cancel = element("button", {
      type: "button",
      className: "button button-secondary",
      textContent: strings.close,
    });
    const title = element("h2", { textContent: strings.title, id: "clause-chooser-title" });
    const dialog = element("dialog", { className: "clause-chooser" }, [
      title, label, status, list, cancel,
    ]);
    dialog.setAttribute("aria-labelledby", title.id);

    let clauses = [];
    const show = () => {
      const wanted = search.value.trim().toLowerCase();
      const found = clauses.filter(({ number, heading }) =>
        `${number} ${heading}`.toLowerCase().includes(wanted));
      status.textContent = found.length ? "" : strings.none;
      list.replaceChildren(...found.map((clause) => clauseButton(clause, (chosen) => {
        choose(chosen);
        dialog.close();
      })));
    };

    search.addEventListener("input", show);
    search.addEventListener("keydown", (event) => {
      // The dialog stands in no form of its own: Enter must not save the page.
      if (event.key === "Enter") event.preventDefault();
    });
    cancel.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      close();
    });

    document.body.append(dialog);
    dialog.showModal();
    search.focus();
    fetch(url, { headers: { Accept: "application/json" } })
      .then((response) => (response.ok ? response.json() : Promise.reject(response)))
      .then((answer) => {
        clauses = answer.clauses;
        show();
      })
      .catch(() => {
        status.textContent = strings.failed;
      });
  };

  class ClauseSource extends Component {
    componentDidMount() {
      const { editorState, entityType, onComplete, onClose } = this.props;
      let done = false;
      openDialog(
        entityType.chooserUrl,
        entityType.strings,
        (clause) => {
          done = true;
          const content = editorState.getCurrentContent()
            .createEntity(entityType.type, "IMMUTABLE", { uid: clause.uid });
          const changed = Modifier.replaceText(
            content, editorState.getSelection(), clause.number, null,
            content.getLastCreatedEntityKey(),
          );
          onComplete(EditorState.push(editorState, changed, "insert-characters"));
        },
        () => {
          if (!done) onClose();
        },
      );
    }

    render() {
      return null;
    }
  }

  const ClauseLink = (props) => createElement(window.draftail.TooltipEntity, {
    ...props,
    icon: createElement(window.wagtail.components.Icon, { name: "link" }),
    label: "",
  });

  window.draftail.registerPlugin(
    { type: "CLAUSE", source: ClauseSource, decorator: ClauseLink },
    "entityTypes",
  );
})();
