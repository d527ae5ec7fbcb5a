// Launch links as `baseline launch-url` makes them, and the bar that says where to launch.
(function () {
  "use strict";
  const { all, store, keepQuery } = window.baseline;
  const HOST = /^(?:(.+)\.s3\.|s3[.-])([a-z]+-[a-z-]+-[0-9]+)\.([a-z.-]+)$/;
  const BUCKET = /^(?=.{3,63}$)[a-z0-9](?:[a-z0-9-]|\.(?!\.))*[a-z0-9]$/;
  const STACK = /^[a-zA-Z][-a-zA-Z0-9]{0,127}$/;
  const CHARACTERS = /^(?:[!-$&-Z^-~]|%[0-9A-Fa-f]{2})+$/;

  // Python's quote(value, safe=""): RFC 3986's unreserved characters stay.
  function encode(value) {
    return encodeURIComponent(value).replace(/[!'()*]/g, (each) => "%" + each.charCodeAt(0).toString(16).toUpperCase());
  }

  // The Regions that have a console, as the bar lists them.
  const places = new Map();
  for (const option of all("[data-region] option")) places.set(option.value, option);

  // The partition of the bucket in a template URL; null for what the console refuses.
  function partitionOf(url) {
    if (!CHARACTERS.test(url) || url.length > 1024 || /[?#]/.test(url)) return null;
    const parts = /^https:\/\/([^/]*)(\/.*)?$/.exec(url);
    const host = parts && HOST.exec(parts[1]);
    if (!host) return null;
    let [, bucket, region, suffix] = host;
    let key = (parts[2] || "").slice(1);
    if (bucket === undefined) {
      const slash = key.indexOf("/");
      bucket = slash < 0 ? key : key.slice(0, slash);
      key = slash < 0 ? "" : key.slice(slash + 1);
    }
    const place = places.get(region);
    if (!place || suffix !== place.dataset.suffix || !BUCKET.test(bucket) || !key || key.endsWith("/")) return null;
    return place.dataset.partition;
  }

  function templateUrl(base, article) {
    return base.replace(/\/+$/, "") + "/" + article + ".yaml";
  }

  // null where `baseline launch-url` would refuse; values are pairs in the order of the template.
  function launchUrl(region, url, stack, values) {
    const place = places.get(region);
    if (!place || partitionOf(url) !== place.dataset.partition || !STACK.test(stack)) return null;
    const pairs = [["templateURL", url], ["stackName", stack], ...values.map(([name, value]) => ["param_" + name, value])];
    try {
      const query = pairs.map((pair) => pair.map(encode).join("=")).join("&");
      return place.dataset.console + "/cloudformation/home?region=" + region + "#/stacks/create/review?" + query;
    } catch (halfOfAPair) {
      return null;
    }
  }

  const bar = {
    region: document.querySelector("[data-region]"),
    bucket: document.querySelector("[data-bucket]"),
    stack: document.querySelector("[data-stack]"),
    problem: document.querySelector("[data-bar-problem]"),
  };
  const state = { values: () => [], valid: () => true };

  function rewrite() {
    let refused = false;
    for (const link of all("[data-launch]")) {
      const region = link.dataset.fixedRegion || bar.region.value;
      // A stack set is told where the templates are: it reads the one that it deploys from there.
      const wraps = link.dataset.wraps !== undefined, base = bar.bucket.value.trim();
      const stack = bar.stack && !wraps ? bar.stack.value : link.dataset.stackName;
      const values = wraps ? [["TemplateBaseUrl", base.replace(/\/+$/, "")], ...state.values()] : state.values();
      const url = launchUrl(region, templateUrl(base, link.dataset.launch), stack, values);
      refused = refused || url === null;
      if (url !== null && state.valid()) {
        link.href = url;
        link.removeAttribute("aria-disabled");
        link.removeAttribute("role");
      } else {
        link.removeAttribute("href");
        link.setAttribute("aria-disabled", "true");
        link.setAttribute("role", "link");
      }
    }
    for (const words of all("[data-region-words]")) words.textContent = bar.region.value;
    bar.problem.textContent = refused && bar.bucket.value.trim() ? bar.problem.dataset.invalid : "";
    for (const link of all("[data-stack-sets]")) {
      const region = bar.region.value;
      link.href = places.get(region).dataset.console + "/cloudformation/home?region=" + region + "#/stacksets/create";
    }
  }

  function remember() {
    const query = new URLSearchParams();
    query.set("region", bar.region.value);
    if (bar.bucket.value !== bar.bucket.defaultValue) query.set("bucket", bar.bucket.value);
    if (bar.stack && bar.stack.value !== bar.stack.defaultValue) query.set("stack", bar.stack.value);
    for (const [name, value] of state.values()) query.set("p." + name, value);
    try { history.replaceState(null, "", "?" + query + location.hash); } catch (refused) { /* A file has no address to change. */ }
    store.set("region", bar.region.value);
    store.set("bucket", bar.bucket.value);
    keepQuery();
  }

  function changed() {
    rewrite();
    remember();
    document.dispatchEvent(new CustomEvent("baseline-launch"));
  }

  function restore() {
    const query = new URLSearchParams(location.search);
    const region = query.get("region") || store.get("region");
    if (region && places.has(region) && !places.get(region).disabled) bar.region.value = region;
    const bucket = query.get("bucket") || store.get("bucket");
    if (bucket) bar.bucket.value = bucket;
    if (bar.stack && query.get("stack")) bar.stack.value = query.get("stack");
    return query;
  }

  if (bar.region) {
    const query = restore();
    for (const field of [bar.region, bar.bucket, bar.stack]) {
      if (!field) continue;
      field.disabled = false;
      field.addEventListener("input", changed);
    }
    rewrite();
    window.baseline.launch = { launchUrl, templateUrl, partitionOf, bar, state, changed, rewrite, query };
  }
})();
