using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ModelGen.Backends.Ptx.Tests.Machine;

/// <summary>
/// A kernel's PTX, read far enough to be run: the subset that ILGPU and ModelGen's inline text use. Registers and labels must be declared, once, in a scope that
/// is open, and have the size and kind that the instruction asks for; anything else is an error, as it would be for ptxas.
/// </summary>
internal sealed partial class PtxProgram
{
    private readonly List<PtxInstruction> _instructions = [];
    private readonly Dictionary<string, int> _labels = [];
    private readonly List<string> _types = [];
    private readonly Stack<Dictionary<string, int>> _scopes = new();
    private readonly Dictionary<string, int> _shared = [];
    private readonly List<string> _parameters = [];

    public PtxProgram(string text)
    {
        _scopes.Push([]);
        text = Comment().Replace(text, "");
        int open = text.IndexOf('{', StringComparison.Ordinal);
        foreach (Match parameter in ParameterText().Matches(text[..open]))
        {
            _parameters.Add(parameter.Groups[1].Value);
        }

        Read(text[(open + 1)..text.LastIndexOf('}')]);
        foreach (PtxInstruction instruction in _instructions)
        {
            if (instruction.Operation == "bra" && !_labels.ContainsKey(instruction.Operands[0].Name!))
            {
                throw new FormatException($"No label: {instruction.Text}");
            }
        }
    }

    public IReadOnlyList<PtxInstruction> Instructions => _instructions;

    public int Parameter(string name) => _parameters.IndexOf(name);

    public int Registers => _types.Count;

    public int SharedBytes { get; private set; }

    public int Target(string label) => _labels[label];

    private void Read(string body)
    {
        int at = 0;
        while (true)
        {
            while (at < body.Length && char.IsWhiteSpace(body[at]))
            {
                at++;
            }

            if (at == body.Length)
            {
                return;
            }

            if (body[at] == '{')
            {
                _scopes.Push([]);
                at++;
            }
            else if (body[at] == '}')
            {
                _scopes.Pop();
                at++;
            }
            else if (Label().Match(body, at) is { Success: true } label)
            {
                _labels.Add(label.Groups[1].Value, _instructions.Count);
                at += label.Length;
            }
            else
            {
                int end = body.IndexOf(';', at);
                Statement(Space().Replace(body[at..end], " ").Trim());
                at = end + 1;
            }
        }
    }

    private void Statement(string text)
    {
        if (text.StartsWith(".reg ", StringComparison.Ordinal))
        {
            string[] parts = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
            foreach (string name in parts[2..])
            {
                Declare(name, parts[1][1..]);
            }
        }
        else if (Array().Match(text) is { Success: true } array)
        {
            int alignment = int.Parse(array.Groups[2].Value, CultureInfo.InvariantCulture);
            int bytes = int.Parse(array.Groups[5].Value, CultureInfo.InvariantCulture) * int.Parse(array.Groups[3].Value, CultureInfo.InvariantCulture) / 8;
            if (array.Groups[1].Value == "local")
            {
                throw new FormatException("Local memory is not run: " + text);
            }

            SharedBytes = (SharedBytes + alignment - 1) / alignment * alignment;
            _shared.Add(array.Groups[4].Value, SharedBytes);
            SharedBytes += bytes;
        }
        else
        {
            _instructions.Add(Instruction(text));
        }
    }

    private void Declare(string name, string type)
    {
        if (Range().Match(name) is { Success: true } range)
        {
            for (int i = 0; i < int.Parse(range.Groups[2].Value, CultureInfo.InvariantCulture); i++)
            {
                Declare(range.Groups[1].Value + i.ToString(CultureInfo.InvariantCulture), type);
            }

            return;
        }

        _scopes.Peek().Add(name, _types.Count);
        _types.Add(type);
    }

    private PtxInstruction Instruction(string text)
    {
        int guard = -1;
        bool negated = false;
        string rest = text;
        if (text[0] == '@')
        {
            int space = text.IndexOf(' ', StringComparison.Ordinal);
            negated = text[1] == '!';
            guard = Find(text[(negated ? 2 : 1)..space]) ?? throw new FormatException("No register: " + text);
            rest = text[(space + 1)..];
        }

        int end = rest.IndexOf(' ', StringComparison.Ordinal);
        string[] opcode = (end < 0 ? rest : rest[..end]).Split('.');
        var operands = new List<PtxOperand>();
        if (end >= 0)
        {
            foreach (Match operand in OperandText().Matches(rest[end..].Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)))
            {
                if (operand.Value.Trim() is { Length: > 0 } found)
                {
                    operands.Add(Operand(found, opcode[0], text));
                }
            }
        }

        PtxInstruction instruction = new(opcode[0], opcode[1..], operands, guard, negated, text);
        PtxTypes.Check(instruction, _types);
        return instruction;
    }

    private PtxOperand Operand(string text, string operation, string statement)
    {
        bool isAddress = text[0] == '[';
        string inner = isAddress ? text[1..^1].Trim() : text;
        ulong offset = 0;
        if (isAddress && inner.LastIndexOf('+') is > 0 and int plus)
        {
            offset = (ulong)long.Parse(inner[(plus + 1)..], CultureInfo.InvariantCulture);
            inner = inner[..plus].Trim();
        }

        if (Find(inner) is { } register)
        {
            return new(register, offset, null, isAddress);
        }

        if (_shared.TryGetValue(inner, out int place))
        {
            return new(-1, (ulong)place + offset, null, isAddress);
        }

        if (inner.StartsWith("0f", StringComparison.OrdinalIgnoreCase))
        {
            return new(-1, uint.Parse(inner[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        }

        if (inner.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return new(-1, ulong.Parse(inner[2..].TrimEnd('U'), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        }

        if (long.TryParse(inner, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            return new(-1, (ulong)number);
        }

        bool isKnown = operation == "bra" || _parameters.Contains(inner) || PtxThread.IsSpecial(inner);
        return isKnown ? new(-1, offset, inner, isAddress) : throw new FormatException($"'{inner}' is not declared: {statement}");
    }

    private int? Find(string name)
    {
        foreach (Dictionary<string, int> scope in _scopes)
        {
            if (scope.TryGetValue(name, out int register))
            {
                return register;
            }
        }

        return null;
    }

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\.param\s+(?:\.align\s+\d+\s+)?\.\w+\s+(\w+)")]
    private static partial Regex ParameterText();

    [GeneratedRegex(@"\G(\$?\w+):")]
    private static partial Regex Label();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"^\.(shared|local) \.align (\d+) \.b(\d+) (\w+)\[(\d+)\]$")]
    private static partial Regex Array();

    [GeneratedRegex(@"^(.+)<(\d+)>$")]
    private static partial Regex Range();

    [GeneratedRegex(@"\[[^\]]*\]|[^,\[\]]+")]
    private static partial Regex OperandText();
}
