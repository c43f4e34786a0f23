"""Writes what Jinja itself makes of templates, for ChatTemplateTests: cases.json.

    apt-get install python3-jinja2 && python3 make.py

Made with Jinja 3.1.2, set up as Hugging Face's transformers set it up: trim_blocks, lstrip_blocks, loop controls, tojson that escapes nothing.
The templates are written here in the manner of published ones; each is rendered with each conversation.
"""
import json
import os

from jinja2 import TemplateError
from jinja2.exceptions import UndefinedError
from jinja2.ext import Extension
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

HERE = os.path.dirname(os.path.abspath(__file__))
CONVERSATIONS = {
    "one": {"messages": [{"role": "user", "content": "  Hello, wörld! "}], "add_generation_prompt": True},
    "system": {"messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "What's 1 < 2 & \"3\"?"}, {"role": "assistant", "content": "<think>\nwell\n</think>\n\nYes."}, {"role": "user", "content": "😀 日本\n\n"}], "add_generation_prompt": False},
    "tools": {"messages": [{"role": "user", "content": "Weather?"}, {"role": "assistant", "content": None, "tool_calls": [{"type": "function", "function": {"name": "weather", "arguments": {"city": "Köln", "days": 3, "metric": True, "near": [1.5, None]}}}]}, {"role": "tool", "name": "weather", "content": "{\"t\": 3}"}, {"role": "assistant", "content": "Cold."}],
              "tools": [{"type": "function", "function": {"name": "weather", "description": "The 'weather' <here>", "parameters": {"type": "object", "properties": {"city": {"type": "string"}, "days": {"type": "integer"}}, "required": ["city"]}}}], "add_generation_prompt": True},
    "empty": {"messages": [], "add_generation_prompt": True},
}
TEMPLATES = {
    "plain": "{% for message in messages %}{{ '<|' + message.role + '|>\\n' + (message['content'] or '') + '<|end|>\\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>\\n' }}{% endif %}",
    "headers": "{% set loop_messages = messages %}{% for message in loop_messages %}{% set content = '<h>' + message['role'] + '</h>\\n\\n' + message['content'] | string | trim + '<eot>' %}{% if loop.index0 == 0 %}{% set content = bos_token + content %}{% endif %}{{ content }}{% endfor %}",
    "turns": """{{ bos_token }}
{%- if messages and messages[0]['role'] == 'system' -%}
    {%- if messages[0]['content'] is string -%}
        {%- set prefix = messages[0]['content'] + '

' -%}
    {%- else -%}
        {%- set prefix = messages[0]['content'][0]['text'] + '\n' -%}
    {%- endif -%}
    {%- set loop_messages = messages[1:] -%}
{%- else -%}
    {%- set prefix = "" -%}
    {%- set loop_messages = messages -%}
{%- endif -%}
{%- for message in loop_messages -%}
    {%- if (message['role'] == 'user') != (loop.index0 % 2 == 0) -%}
        {{ raise_exception("Roles must alternate") }}
    {%- endif -%}
    {%- set role = "model" if message['role'] == 'assistant' else message['role'] -%}
    {{ '<turn>' + role + '\n' + (prefix if loop.first else "") }}
    {%- if message['content'] is string -%}
        {{ message['content'] | trim }}
    {%- elif message['content'] is iterable -%}
        {%- for item in message['content'] -%}{{ item['text'] | trim }}{%- endfor -%}
    {%- endif -%}
    {{ '</turn>\n' }}
{%- endfor -%}
{%- if add_generation_prompt -%}
    {{ '<turn>model\n' }}
{%- endif -%}
""",
    "thinking": """{%- if tools %}
    {{- '<|start|>system\\n' }}
    {%- if messages[0].role == 'system' %}
        {{- messages[0].content + '\\n\\n' }}
    {%- endif %}
    {{- "# Tools\\n<tools>" }}
    {%- for tool in tools %}
        {{- "\\n" }}
        {{- tool | tojson }}
    {%- endfor %}
    {{- "\\n</tools>\\n" }}
{%- endif %}
{%- set ns = namespace(searching=true, last=messages|length - 1) %}
{%- for message in messages[::-1] %}
    {%- set index = (messages|length - 1) - loop.index0 %}
    {%- if ns.searching and message.role == "user" and not(message.content.startswith('<r>') and message.content.endswith('</r>')) %}
        {%- set ns.searching = false %}
        {%- set ns.last = index %}
    {%- endif %}
{%- endfor %}
{%- for message in messages %}
    {%- if (message.role == "user") or (message.role == "system" and not loop.first) %}
        {{- '<|start|>' + message.role + '\\n' + message.content + '<|end|>' + '\\n' }}
    {%- elif message.role == "assistant" %}
        {%- set content = message.content or '' %}
        {%- set thought = '' %}
        {%- if message.reasoning is defined and message.reasoning is not none %}
            {%- set thought = message.reasoning %}
        {%- elif '</think>' in content %}
            {%- set thought = content.split('</think>')[0].rstrip('\\n').split('<think>')[-1].lstrip('\\n') %}
            {%- set content = content.split('</think>')[-1].lstrip('\\n') %}
        {%- endif %}
        {%- if loop.index0 > ns.last and (loop.last or thought) %}
            {{- '<|start|>' + message.role + '\\n<think>\\n' + thought.strip('\\n') + '\\n</think>\\n\\n' + content }}
        {%- else %}
            {{- '<|start|>' + message.role + '\\n' + content }}
        {%- endif %}
        {%- if message.tool_calls %}
            {%- for call in message.tool_calls %}
                {%- if call.function %}{%- set call = call.function %}{%- endif %}
                {{- '<call>{"name": "' ~ call.name ~ '", "arguments": ' }}
                {%- if call.arguments is string %}{{- call.arguments }}{%- else %}{{- call.arguments | tojson }}{%- endif %}
                {{- '}</call>' }}
            {%- endfor %}
        {%- endif %}
        {{- '<|end|>\\n' }}
    {%- elif message.role == "tool" %}
        {%- if loop.first or (messages[loop.index0 - 1].role != "tool") %}{{- '<|start|>user' }}{%- endif %}
        {{- '\\n<r>\\n' + message.content + '\\n</r>' }}
        {%- if loop.last or (messages[loop.index0 + 1].role != "tool") %}{{- '<|end|>\\n' }}{%- endif %}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}{{- '<|start|>assistant\\n' }}{%- if enable_thinking is defined and enable_thinking is false %}{{- '<think>\\n\\n</think>\\n\\n' }}{%- endif %}{%- endif %}
""",
    "macro": """{%- macro schema(type, depth=0) -%}
    {%- if type.properties %}{ {% for key, value in type.properties.items() %}{{ key }}: {{ schema(value, depth + 1) }}{{ ', ' if not loop.last }}{% endfor %} }{% else %}{{ type.type | default('any') }}/{{ depth }}{% endif -%}
{%- endmacro -%}
{% for tool in tools or [] %}
    {% set f = tool.function %}
    {{ f.name }}({{ schema(f.parameters) }}){# a comment #}
{% endfor %}
{% for message in messages if message.role != 'system' %}
{{ loop.index }}/{{ loop.length }} {{ message.role | upper }}: {{ message.content | default('-', true) | replace('l', 'L') | indent(2) }}
{% else %}
nobody
{% endfor %}
""",
    "white space": """
  {% if true %}
    a
  {% endif %}
	{#- comment -#}
  b {{ ' c ' }}  {%- if true +%}
 d
  {%+ endif %}
{% raw %}{{ not }} {% this %}{% endraw %}
  {{- 1 }}
""",
    "expressions": """{{ 7 // 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 7 / 2 }} {{ 2 ** 10 }} {{ 1 + 2 * 3 - 4 }} {{ 'a' ~ 1 ~ none ~ true }} {{ 'ab' * 3 }} {{ 1 < 2 < 3 }} {{ not 1 == 2 }} {{ 'x' if false }}|{{ [1, 'a', none, 2.0, true] }} {{ {'a': [1], 'b': "it's"} }} {{ (1, 2)[0] }}
{{ [3, 1, 2] | sort | join(',') }} {{ [1, 2, 3] | sum }} {{ ['b', 'A'] | sort | list }} {{ 'hello world' | title }} {{ 'hELLO' | capitalize }} {{ [1, 2, 3, 4][1:3] }} {{ 'héllo'[::-1] }} {{ '日本語😀'[1:] }} {{ 'abc'[-1] }} {{ range(3) | list }} {{ range(5, 0, -2) | list }}
{{ messages | map(attribute='role') | join(' ') }} {{ messages | selectattr('role', 'equalto', 'user') | list | length }} {{ messages | rejectattr('role', 'in', ['user', 'tool']) | map(attribute='role') | list }} {{ [1, 2, 3] | select('odd') | list }} {{ [0, 1, ''] | select | list }} {{ ['a', 'b'] | map('upper') | join }}
{{ 'a,b,,c'.split(',') }} {{ ' a  b '.split() }} {{ 'aXbXc'.split('X', 1) }} {{ 'x'.join(['a', 'b']) }} {{ '  x '.strip() }}| {{ 'abc'.replace('b', 'xx').upper() }} {{ {'a': 1}.get('b', 2) }} {{ {'a': 1, 'b': 2}.items() | list | tojson }} {{ {'b': 1, 'a': 2} | dictsort | tojson }} {{ 3 is odd }} {{ 4 is divisibleby 2 }} {{ x is defined }} {{ none is none }} {{ 'a' in 'cat' }} {{ 1 not in [2] }} {{ 'b' in {'b': 1} }}
{{ {'a': 'ü"<', 'b': [1, {'c': none}], 'd': 1.5} | tojson }} {{ [1, {'a': []}] | tojson(indent=2) }} {{ 'A\\tB\\u00e9' | tojson }} {{ '12' | int + 1 }} {{ 'x' | int(5) }} {{ 3.7 | int }} {{ '1.5' | float }} {{ 2.5 | round }} {{ -3 | abs }} {{ [1, 1, 2] | unique | list }} {{ 'abc' | first }}{{ 'abc' | last }} {{ [1, 2] | reverse | list }} {{ undefined_thing }}{{ 1e3 if false else 1_000 }}
{% set ns = namespace(n=0) %}{% for i in range(10) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 6 %}{% break %}{% endif %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }} {% for a, b in [[1, 2], [3, 4]] %}{{ a }}-{{ b }}{{ loop.cycle('x', 'y') }}{{ loop.previtem is defined }} {% endfor %}{% set block | upper %}in a {{ 'block' }}{% endset %}{{ block }} {% filter trim %}  filtered {% endfilter %}{% generation %}gen{% endgeneration %}
""",
    "undefined": "{{ messages[0].nothing.more }}",
    "refuses": "{% if messages|length > 1 %}{{ raise_exception('Only one message, not ' ~ messages|length) }}{% endif %}ok",
    "adds unlike": "{{ 'a' + 1 }}",
}


class Generation(Extension):
    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        return nodes.Scope(parser.parse_statements(["name:endgeneration"], drop_needle=True), lineno=line)


def tojson(value, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


def refuse(message):
    raise TemplateError(message)


def main():
    environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols", Generation])
    environment.filters["tojson"] = tojson
    environment.globals["raise_exception"] = refuse
    cases = []
    for name, template in TEMPLATES.items():
        for conversation, variables in CONVERSATIONS.items():
            try:
                text, error = environment.from_string(template).render(bos_token="<s>", eos_token="</s>", **variables), None
            except (TemplateError, UndefinedError, TypeError) as refused:
                text, error = None, str(refused)
            cases.append({"name": name, "conversation": conversation, "text": text, "error": error})
    with open(os.path.join(HERE, "cases.json"), "w", encoding="utf-8") as file:
        file.write(json.dumps({"templates": TEMPLATES, "conversations": CONVERSATIONS, "cases": cases}, ensure_ascii=False, indent=1) + "\n")
    for case in cases:
        print(case["name"], case["conversation"], case["error"] or "")


main()
