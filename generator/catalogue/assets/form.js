// The parameters of a template as a form: what is changed goes into the link, the commands and the files.
(function () {
  "use strict";
  const { all, launch } = window.baseline;
  const NUMBER = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$/;
  const fields = all("[data-parameter]");
  const problem = document.querySelector("[data-form-problem]");
  const text = (id) => document.getElementById(id);
  const page = document.querySelector("[data-launch]").dataset;

  // CloudFormation holds the expression against the whole value; one that JavaScript cannot read checks nothing.
  function pattern(source) {
    for (const flags of ["u", ""]) {
      try { return new RegExp("^(?:" + source + ")$", flags); } catch (unread) { /* Try without the flag. */ }
    }
    return null;
  }

  function inside(size, least, most) {
    return !(least !== undefined && size < Number(least)) && !(most !== undefined && size > Number(most));
  }

  function allowed(facts, value) {
    if (new TextEncoder().encode(value).length > 4096 || /[\uD800-\uDFFF]/u.test(value)) return false;
    const list = facts.type === "CommaDelimitedList" || facts.type.startsWith("List<");
    for (const item of list ? value.split(",").map((each) => each.trim()) : [value]) {
      if (facts.values !== undefined && !facts.values.split("\n").includes(item)) return false;
      const wanted = facts.pattern === undefined ? null : pattern(facts.pattern);
      if (wanted && !wanted.test(item)) return false;
      if (facts.type === "Number" || facts.type === "List<Number>") {
        if (!NUMBER.test(item) || !inside(Number(item), facts.minValue, facts.maxValue)) return false;
      } else if (!inside(Array.from(item).length, facts.minLength, facts.maxLength)) {
        return false;
      }
    }
    return true;
  }

  const isChanged = (field) => field.value !== (field.dataset.default === undefined ? "" : field.dataset.default);
  const isWrong = (field) => isChanged(field) && !allowed(field.dataset, field.value);
  launch.state.values = () => fields.filter(isChanged).map((field) => [field.dataset.parameter, field.value]);
  launch.state.valid = () => !fields.some(isWrong);

  // Python's shlex.quote.
  function quote(word) {
    if (word === "") return "''";
    return /[^A-Za-z0-9_@%+=:,./-]/.test(word) ? "'" + word.replaceAll("'", "'\"'\"'") + "'" : word;
  }

  function option(command, name, value) {
    const lines = command.split(" \\\n  ");
    return lines.map((line) => (line.startsWith(name + " ") ? name + " " + quote(value) : line)).join(" \\\n  ");
  }

  const original = {};
  for (const id of ["command-deploy", "command-stack-set", "command-instances", "parameters-file", "stack-set-file", "taskcat"]) {
    original[id] = text(id).textContent;
  }

  function write() {
    const { region, bucket, stack } = launch.bar;
    const values = new Map(launch.state.values());
    for (const field of fields) field.toggleAttribute("data-wrong", isWrong(field));
    for (const field of fields) field.setAttribute("aria-invalid", String(isWrong(field)));
    problem.textContent = launch.state.valid() ? "" : problem.dataset.invalid;
    const place = (id) => option(original[id], "--region", region.value);
    text("command-deploy").textContent = option(place("command-deploy"), "--stack-name", stack.value);
    const named = (id) => option(place(id), "--stack-set-name", stack.value);
    const url = bucket.value.trim() ? launch.templateUrl(bucket.value.trim(), page.launch) : null;
    text("command-stack-set").textContent = url === null ? named("command-stack-set") : option(named("command-stack-set"), "--template-url", url);
    text("command-instances").textContent = named("command-instances");
    if (url !== null && text("template-url")) text("template-url").textContent = url;
    const file = JSON.parse(original["parameters-file"]);
    for (const [name, value] of values) file.Parameters[name] = value;
    text("parameters-file").textContent = JSON.stringify(file, null, 2);
    const set = JSON.parse(original["stack-set-file"]);
    for (const [name, value] of values) {
      const entry = set.find((each) => each.ParameterKey === name);
      if (entry) entry.ParameterValue = value;
      else set.push({ ParameterKey: name, ParameterValue: value });
    }
    text("stack-set-file").textContent = JSON.stringify(set, null, 2);
    text("taskcat").textContent = taskcat(values, region.value);
  }

  function taskcat(values, region) {
    let lines = original.taskcat.split("\n");
    lines = lines.map((line) => (line.startsWith("  regions: ") ? "  regions: " + JSON.stringify([region]) : line));
    if (values.size && !lines.includes("    parameters:")) lines.push("    parameters:");
    for (const [name, value] of values) {
      lines = lines.filter((line) => !line.startsWith("      " + name + ": "));
      lines.push("      " + name + ": " + JSON.stringify(value));
    }
    return lines.join("\n");
  }

  for (const field of fields) {
    const given = launch.query.get("p." + field.dataset.parameter);
    if (given !== null) field.value = given;
    field.addEventListener("input", launch.changed);
  }
  for (const button of all("[data-reset]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      for (const field of fields) field.value = field.dataset.default === undefined ? "" : field.dataset.default;
      launch.changed();
    });
  }
  document.addEventListener("baseline-launch", write);
  launch.rewrite();
  write();
  window.baseline.form = { allowed, quote };
})();
