// What the theme leaves out for those who read with a keyboard or by ear.
document.addEventListener("DOMContentLoaded", () => {
  const isChinese = document.documentElement.lang.startsWith("zh");
  const name = (selector, words) => document.querySelectorAll(selector).forEach((one) => one.setAttribute("aria-label", words));
  name("aside.sidebar-drawer", isChinese ? "目录" : "Contents");
  name("aside.toc-drawer", isChinese ? "本页内容" : "On this page");
  const reach = () => document.querySelectorAll("pre, .table-wrapper").forEach((one) => {
    if (one.scrollWidth > one.clientWidth) one.tabIndex = 0;
    else one.removeAttribute("tabindex");
  });
  reach();
  window.addEventListener("resize", reach);
});
