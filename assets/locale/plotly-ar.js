// Plotly's Arabic: Levantine month names (May is أيار) and Western digits, and the few words of a chart without buttons.
// From the npm package plotly.js-locales 3.7.0 (MIT), corrected and completed.
(window.PlotlyLocales = window.PlotlyLocales || []).push({
  moduleType: "locale",
  name: "ar",
  dictionary: {
    "concentration:": "التركيز:",
    "incoming flow count:": "عدد التدفقات الواردة:",
    "lat:": "خط العرض:",
    "lon:": "خط الطول:",
    "outgoing flow count:": "عدد التدفقات الصادرة:",
    "source:": "المصدر:",
    "target:": "الوجهة:",
    trace: "سلسلة",
  },
  format: {
    days: ["الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"],
    shortDays: ["الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"],
    months: [
      "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
      "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
    ],
    shortMonths: [
      "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
      "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
    ],
    date: "%d/%m/%Y",
    decimal: ".",
    thousands: ",",
  },
});
