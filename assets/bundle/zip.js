// The part of fflate that puts files into a ZIP; `reports/zip.js` loads it when the first one is made.
export { strToU8, zipSync } from "fflate";
