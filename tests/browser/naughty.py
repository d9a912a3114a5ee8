"""Texts that have broken programs before: scripts, signs of templates, addresses, formulas, directions, length."""

MARK = "pwned"
"""What a script among them would leave on the window."""
_SCRIPTS = (
    f"<script>window.{MARK}=1</script>",
    f"<img src=x onerror=window.{MARK}=1>",
    f"<svg onload=window.{MARK}=1>",
    f"<svg><script>window.{MARK}=1</script></svg>",
    f"<iframe srcdoc='<script>parent.{MARK}=1</script>'></iframe>",
    f"<body onload=window.{MARK}=1>",
    f"<details open ontoggle=window.{MARK}=1>x</details>",
    f"<input autofocus onfocus=window.{MARK}=1>",
    f"<a href='javascript:window.{MARK}=1'>x</a>",
    f'"><script>window.{MARK}=1</script>',
    f"'><img src=x onerror='window.{MARK}=1'>",
    f"</title><script>window.{MARK}=1</script>",
    f"</textarea><script>window.{MARK}=1</script>",
    f"--><script>window.{MARK}=1</script><!--",
    f"<math><mtext><img src=x onerror=window.{MARK}=1></mtext></math>",
    f"<style>@import'javascript:window.{MARK}=1'</style>",
    "<b class=naughty>kalın</b>",
    "<b>kalın</b><br><i>eğik</i><sup>2</sup>",
    "<a href='https://evil.example'>bağlantı</a>",
    f'<a href="data:text/html,<script>window.{MARK}=1</script>">x</a>',
    "<form action=https://evil.example><button>x</button></form>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<object data=x></object><embed src=x>",
    "<base href=//evil.example/>",
)
_TEMPLATES = (
    "{{7*7}}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "%{x}",
    "{0}",
    "{name}",
    "%s %d %n",
    "{% raise %}",
    "%{customdata[0]}",
    "$(sleep 9)",
    "`id`",
    "\\u003cscript\\u003e",
    "&lt;b&gt; &amp; &#60;",
)
_ADDRESSES = (
    f"javascript:window.{MARK}=1",
    f"JaVaScRiPt:window.{MARK}=1",
    f"\tjavascript:window.{MARK}=1",
    "data:text/html,<h1>x</h1>",
    "vbscript:msgbox(1)",
    "//evil.example/x",
    "https://evil.example@127.0.0.1/",
)
_FORMULAS = (
    *("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1"),
    *('=HYPERLINK("https://evil.example","x")', "=cmd|' /C calc'!A0"),
)
_LETTERS = (
    "\u202egnp.exe",
    "\u2066\u2067\u202d karışık \u2069",
    "z\u0351\u036b\u0343\u036a\u0302a\u0363\u030elgo\u0321\u034a",
    "\u200b\u200d\ufeff görünmez",
    "\x01\x02\x1b[31m kırmızı",
    "\r\nSet-Cookie: a=b",
    "👩‍👩‍👧‍👦🏳️‍🌈🇹🇷",
    "İIıi ŞşĞğÇç",
    "مرحبا ABC 123 مرحبا",
    "田中さん 𠜎𠜱",
    "NULL",
    "undefined",
    "NaN",
    "-0",
    "' OR '1'='1'; --",
    "ﷺ" * 40,
    "uzun" * 500,
    "çok uzun bir ad " * 60,
)
NAUGHTY = (*_SCRIPTS, *_TEMPLATES, *_ADDRESSES, *_FORMULAS, *_LETTERS)
"""All of them; none holds a NUL, which PostgreSQL does not store."""
