using System;
using System.Collections.Generic;
using ModelGen.Data.Tokenizers.Unicode;

namespace ModelGen.Data.Tokenizers.Patterns;

/// <summary>Runs a pattern's steps over one text.</summary>
/// <remarks>A backtracking matcher that remembers where it failed: whether a step leads to a match from some place depends on nothing but the two, so none is tried twice, in this search or a later one,
/// and the time is at most in proportion to steps times characters. Remembering begins when a search has been long; those of usual texts end before.</remarks>
internal sealed class PatternMatcher(PatternStep[] steps, string text)
{
    private const int LongSearch = 512;

    private readonly int[] _runEnds = new int[steps.Length];   // of PatternCode.All: the run that was found last
    private readonly int[] _runStarts = new int[steps.Length];
    private Frame[] _frames = new Frame[64];
    private int _count;
    private int _work;
    private ulong[]? _failed;               // a bit for each step and place
    private Dictionary<long, int>? _ends;   // where matches of looks and atomic groups end, by step and place

    /// <summary>The end of the match that begins at a place; -1: there is none.</summary>
    public int Match(int start)
    {
        _work = 0;
        return Run(0, start, isOwn: false);
    }

    // isOwn: of a look or an atomic group, whose successes are remembered, too; those of the whole pattern use up the text.
    private int Run(int step, int place, bool isOwn)
    {
        int bottom = _count;
        while (true)
        {
            if (++_work == LongSearch) Remember();
            ref readonly PatternStep current = ref steps[step];
            bool fails = false;
            switch (current.Code)
            {
                case PatternCode.One:
                    int length = Length(current.Set!, place);
                    (step, place, fails) = (step + 1, place + length, length == 0);
                    break;
                case PatternCode.All:
                    (step, place) = (step + 1, RunEnd(step, place));
                    break;
                case PatternCode.Jump:
                    step = current.To;
                    break;
                case PatternCode.Many or PatternCode.Try:
                    if (isOwn && _ends is not null && _ends.TryGetValue(Key(step, place), out int known)) return Succeed(bottom, known, isOwn);
                    fails = HasFailed(step, place);
                    if (!fails) (step, place) = current.Code == PatternCode.Try ? Begin(step, place) : Take(step, place);
                    break;
                case PatternCode.Place:
                    (step, fails) = (step + 1, !IsAt(current.Place, place));
                    break;
                case PatternCode.Atomic:
                    place = Run(step + 1, place, isOwn: true);
                    (step, fails) = (current.To, place < 0);
                    break;
                case PatternCode.Look or PatternCode.LookNot:
                    int from = Back(place, current.Back);
                    bool matches = from >= 0 && Run(step + 1, from, isOwn: true) >= 0;
                    (step, fails) = (current.To, matches == (current.Code == PatternCode.LookNot));
                    break;
                default:
                    return Succeed(bottom, place, isOwn);
            }

            if (fails && !TryOther(bottom, out step, out place)) return -1;
        }
    }

    private (int Step, int Place) Begin(int step, int place)
    {
        Push(new Frame(step, place, place));
        return (steps[step].To, place);
    }

    private (int Step, int Place) Take(int step, int place)
    {
        CodePointSet set = steps[step].Set!;
        int end = place;
        for (int length = Length(set, end); length > 0; length = Length(set, end))
        {
            if (HasFailed(step, end + length)) break; // nor does it lead anywhere from further on
            end += length;
            if (++_work == LongSearch) Remember();
        }

        Push(new Frame(step, place, end));
        return (step + 1, end);
    }

    // The youngest way that was not taken.
    private bool TryOther(int bottom, out int step, out int place)
    {
        while (_count > bottom)
        {
            ref Frame frame = ref _frames[_count - 1];
            if (steps[frame.Step].Code == PatternCode.Try)
            {
                (step, place) = (steps[frame.Step].Other, frame.Place);
                if (frame.End >= 0)
                {
                    frame = frame with { End = -1 };
                    return true;
                }

                MarkFailed(frame.Step, frame.Place);
            }
            else
            {
                MarkFailed(frame.Step, frame.End);
                if (frame.End > frame.Place)
                {
                    (step, place) = (frame.Step + 1, Back(frame.End, 1));
                    frame = frame with { End = place };
                    return true;
                }
            }

            _count--;
        }

        (step, place) = (0, 0);
        return false;
    }

    private int Succeed(int bottom, int end, bool isOwn)
    {
        for (int i = bottom; i < _count && isOwn && _failed is not null; i++)
        {
            _ends ??= [];
            for (int place = _frames[i].Place; place <= Math.Max(_frames[i].Place, _frames[i].End); place++) _ends[Key(_frames[i].Step, place)] = end;
        }

        _count = bottom;
        return end;
    }

    private int RunEnd(int step, int place)
    {
        if (place >= _runStarts[step] && place < _runEnds[step]) return _runEnds[step];
        int end = place;
        for (int length = Length(steps[step].Set!, end); length > 0; length = Length(steps[step].Set!, end)) end += length;
        (_runStarts[step], _runEnds[step]) = (place, end);
        return end;
    }

    // How long the code point at a place is if the set has it, else 0.
    private int Length(CodePointSet set, int place)
    {
        if ((uint)place >= (uint)text.Length) return 0;
        char first = text[place];
        if (!char.IsHighSurrogate(first)) return set.Contains(first) ? 1 : 0;
        return set.Contains(char.ConvertToUtf32(first, text[place + 1])) ? 2 : 0;
    }

    private int Back(int place, int count)
    {
        for (; count > 0 && place > 0; count--) place -= place > 1 && char.IsLowSurrogate(text[place - 1]) ? 2 : 1;
        return count == 0 ? place : -1;
    }

    private bool IsAt(PatternPlace kind, int place) => kind switch
    {
        PatternPlace.TextStart => place == 0,
        PatternPlace.TextEnd => place == text.Length,
        PatternPlace.LastLineEnd => place == text.Length || (place == text.Length - 1 && text[place] == '\n'),
        PatternPlace.LineStart => place == 0 || (text[place - 1] == '\n' && place < text.Length),
        PatternPlace.LineEnd => place == text.Length || text[place] == '\n',
        _ => (kind == PatternPlace.WordEdge) == (IsWord(Back(place, 1)) != IsWord(place)),
    };

    private bool IsWord(int place) => place >= 0 && Length(UnicodeSets.Word, place) > 0;

    private void Remember() => _failed ??= new ulong[((long)(steps[^1].Slot + 1) * (text.Length + 1) / 64) + 1];

    private long Key(int step, int place) => ((long)steps[step].Slot * (text.Length + 1)) + place;

    private bool HasFailed(int step, int place) => _failed is not null && (_failed[Key(step, place) >> 6] >> (int)Key(step, place) & 1) != 0;

    private void MarkFailed(int step, int place)
    {
        if (_failed is not null) _failed[Key(step, place) >> 6] |= 1ul << (int)Key(step, place);
    }

    private void Push(Frame frame)
    {
        if (_count == _frames.Length) Array.Resize(ref _frames, 2 * _count);
        _frames[_count++] = frame;
    }

    // A way not taken yet. Of PatternCode.Try: End is negative when the other one is being tried. Of PatternCode.Many: it has taken what is between the places.
    private readonly record struct Frame(int Step, int Place, int End);
}
