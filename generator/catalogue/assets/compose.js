// One template of the chosen controls, the same text as `baseline compose` gives, from the pieces in compose/.
(function () {
  "use strict";
  const root = document.body.dataset.root;
  const read = async (name) => {
    const answer = await fetch(root + "compose/" + name + ".json");
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  };

  // The sections with their entries in the order in which they come first; a name with two meanings cannot be composed.
  class Sections {
    constructor(names) {
      this.entries = new Map(names.map((name) => [name, new Map()]));
      this.labels = new Map();
    }

    put(section, name, text) {
      const entries = this.entries.get(section);
      if (entries.has(name) && (section === "Resources" || entries.get(name) !== text)) throw new Error(name);
      entries.set(name, text);
    }

    add(pieces, change = (name, text) => text) {
      for (const [section, entries] of Object.entries(pieces.sections)) {
        for (const [name, text] of entries) this.put(section, name, change(name, text));
      }
      for (const [name, group, text] of pieces.labels || []) this.labels.set(name, { group, text });
    }
  }

  // Documents are made in groups: each waits for the one that is `at_once` before it.
  function controls(made, chosen, atOnce) {
    const before = [];
    for (const control of chosen) {
      const waits = before.length >= atOnce && control.document ? before[before.length - atOnce].waits : null;
      made.add(control, (name, text) => {
        return waits !== null && name === control.document ? text.replace("      DocumentType: Automation", () => waits) : text;
      });
      if (control.document) before.push(control);
    }
  }

  // As few EventBridge rules as hear of all names.
  function rules(made, shared, [id, text, line, empty], names, controlsOfThem) {
    const groups = [];
    const longer = (name) => name.length + 19;
    let length = 0;
    for (const name of names) {
      if (groups.length === 0 || length + 2 + longer(name) > shared.quota) {
        groups.push([]);
        length = empty - 2;
      }
      length += 2 + longer(name);
      groups[groups.length - 1].push(name);
    }
    const atHome = controlsOfThem.every((each) => each.home);
    const [home, homeText] = shared.at_home;
    groups.forEach((group, number) => {
      if (atHome) made.put("Conditions", home, homeText);
      const numbered = number === 0 ? id : id + (number + 1);
      const lines = group.map((name) => line + name).join("\n");
      const rule = text.replace("@NAMES@", () => lines).replace("  " + id + ":", () => "  " + numbered + ":");
      const condition = "Condition: " + (atHome ? home : shared.notifies);
      made.put("Resources", numbered, rule.replace(/Condition: NotifiesOfControls(AtHome)?$/m, () => condition));
    });
  }

  function notifications(made, shared, chosen) {
    made.add(shared.notifications);
    const repaired = chosen.filter((each) => each.runbook !== null);
    const ruled = repaired.filter((each) => !each.scheduled);
    rules(made, shared, shared.found, ruled.map((each) => each.rule), ruled);
    rules(made, shared, shared.failed, repaired.map((each) => each.runbook), repaired);
    for (const each of chosen) if (each.told) made.add({ sections: each.told });
  }

  function metadata(labels) {
    const groups = new Map();
    for (const [name, { group }] of labels) groups.set(group, [...(groups.get(group) || []), name]);
    const last = groups.get("Deployment");
    groups.delete("Deployment");
    if (last) groups.set("Deployment", last);
    const lines = ["Metadata:", "  AWS::CloudFormation::Interface:", "    ParameterGroups:"];
    for (const [group, names] of groups) {
      lines.push("      - Label:", "          default: " + group);
      if (names.length === 1) lines.push("        Parameters: [" + names[0] + "]");
      else lines.push("        Parameters:", ...names.map((name) => "          - " + name));
    }
    lines.push("    ParameterLabels:");
    for (const { text } of labels.values()) lines.push(text);
    return lines.join("\n");
  }

  function text(slugs, shared, chosen) {
    const made = new Sections(shared.sections);
    controls(made, chosen.filter((each) => !each.scheduled), shared.at_once);
    controls(made, chosen.filter((each) => each.scheduled), shared.at_once);
    notifications(made, shared, chosen);
    made.add(chosen.some((each) => each.runbook !== null || each.home) ? shared.deployment : shared.name_prefix);
    const head = [
      "# Composed by `baseline compose " + slugs.join(" ") + "`.",
      "# Launch it after AWS Config records (templates/config.yaml).",
      "AWSTemplateFormatVersion: '2010-09-09'",
      "Description: " + slugs.length + " controls, each with its runbook where it has one.",
    ];
    const sections = [metadata(made.labels)];
    for (const [name, entries] of made.entries) {
      if (entries.size) sections.push(name + ":\n" + [...entries.values()].join(name === "Resources" ? "\n\n" : "\n"));
    }
    return head.join("\n") + "\n\n" + sections.join("\n\n") + "\n";
  }

  // null where the controls cannot stand in one template.
  window.baseline.compose = async (slugs) => {
    const [shared, ...chosen] = await Promise.all([read("shared"), ...slugs.map(read)]);
    if (chosen.filter((each) => each.runbook !== null).length > shared.most_runbooks) return null;
    try {
      return text(slugs, shared, chosen);
    } catch (twice) {
      return null;
    }
  };
})();
