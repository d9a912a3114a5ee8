// Plotly's Turkish: signs and month names, and the few words of a chart without buttons.
// From the npm package plotly.js-locales 3.7.0 (MIT), shortened and completed.
(window.PlotlyLocales = window.PlotlyLocales || []).push({
  moduleType: "locale",
  name: "tr",
  dictionary: {
    "concentration:": "yoğunluk:",
    "incoming flow count:": "gelen akış sayısı:",
    "lat:": "enlem:",
    "lon:": "boylam:",
    "outgoing flow count:": "giden akış sayısı:",
    "source:": "kaynak:",
    "target:": "hedef:",
    trace: "seri",
  },
  format: {
    days: ["Pazar", "Pazartesi", "Salı", "Çarşamba", "Perşembe", "Cuma", "Cumartesi"],
    shortDays: ["Paz", "Pzt", "Sal", "Çar", "Per", "Cum", "Cmt"],
    months: [
      "Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran",
      "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık",
    ],
    shortMonths: ["Oca", "Şub", "Mar", "Nis", "May", "Haz", "Tem", "Ağu", "Eyl", "Eki", "Kas", "Ara"],
    date: "%d.%m.%Y",
    decimal: ",",
    thousands: ".",
  },
});
