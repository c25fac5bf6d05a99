"""The plainest pages that can work, used only where a template of the same name does not exist."""

from __future__ import annotations

from jinja2 import DictLoader

_PAGE = """<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>{heading} - Sightline</title></head>
<body><main><h1>{heading}</h1>{body}</main></body>
</html>
"""

_SIGN_IN = """
{% for message in login_user_form.errors.values() %}<p role="alert">{{ message[0] }}</p>{% endfor %}
<form method="post" action="{{ url_for_security('login') }}">
{{ login_user_form.hidden_tag() }}
<p><label for="email">Email address</label> <input id="email" name="email" type="email" autocomplete="username"></p>
<p><label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password"></p>
<p><button type="submit">Sign in</button></p>
</form>
"""

PLAIN_ERROR = _PAGE.format(heading="{{ heading }}", body="<p>{{ sentence }}</p>")

FALLBACK = DictLoader(
    {
        "error.html": PLAIN_ERROR,
        "security/login_user.html": _PAGE.format(heading="Sign in", body=_SIGN_IN),
    }
)
