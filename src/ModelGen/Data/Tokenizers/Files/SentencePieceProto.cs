using System;
using System.Collections.Generic;
using System.Globalization;
using Google.Protobuf;

namespace ModelGen.Data.Tokenizers.Files;

/// <summary>What a SentencePiece <c>.model</c> says, as far as encoding asks.</summary>
/// <remarks>sentencepiece_model.proto of google/sentencepiece: field numbers and defaults are its own.</remarks>
internal sealed class SentencePieceProto
{
    /// <summary>The pieces by their ids: text, score, kind.</summary>
    public List<(string Text, float Score, SentencePieceKind Kind)> Pieces { get; } = [];

    /// <summary>1: Unigram, 2: byte-pair encoding, 3: words, 4: characters.</summary>
    public int Model { get; private set; } = 1;

    public bool FallsBack { get; private set; }

    public bool EndsInSpace { get; private set; }

    /// <summary>The table of what characters become; empty: they stay.</summary>
    public byte[] Characters { get; private set; } = [];

    public bool AddsSpace { get; private set; } = true;

    public bool RemovesSpaces { get; private set; } = true;

    public bool EscapesSpaces { get; private set; } = true;

    /// <exception cref="FormatException">It is damaged, or something else.</exception>
    public static SentencePieceProto Read(byte[] file)
    {
        SentencePieceProto proto = new();
        try
        {
            CodedInputStream input = new(file);
            for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
            {
                switch (tag)
                {
                    case (1 << 3) | 2: proto.AddPiece(input.ReadBytes()); break;
                    case (2 << 3) | 2: proto.ReadTrainer(input.ReadBytes()); break;
                    case (3 << 3) | 2: proto.ReadNormalizer(input.ReadBytes()); break;
                    default: input.SkipLastField(); break;
                }
            }
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new FormatException("it is no SentencePiece model, or a damaged one", error);
        }

        return proto.Pieces.Count > 0 ? proto : throw new FormatException("it has no pieces: it is no SentencePiece model");
    }

    private void AddPiece(ByteString message)
    {
        (string text, float score, int kind) = ("", 0, (int)SentencePieceKind.Normal);
        CodedInputStream input = message.CreateCodedInput();
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            switch (tag)
            {
                case (1 << 3) | 2: text = input.ReadString(); break;
                case (2 << 3) | 5: score = input.ReadFloat(); break;
                case 3 << 3: kind = input.ReadEnum(); break;
                default: input.SkipLastField(); break;
            }
        }

        if (Pieces.Count == JsonFields.LargestVocabulary) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"it has more than {JsonFields.LargestVocabulary} pieces"));
        if (!Enum.IsDefined((SentencePieceKind)kind)) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"its piece {Pieces.Count} is of the kind {kind}, which is not known"));
        Pieces.Add((text, score, (SentencePieceKind)kind));
    }

    private void ReadTrainer(ByteString message)
    {
        CodedInputStream input = message.CreateCodedInput();
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            switch (tag)
            {
                case 3 << 3: Model = input.ReadEnum(); break;
                case 24 << 3: EndsInSpace = input.ReadBool(); break;
                case 35 << 3: FallsBack = input.ReadBool(); break;
                default: input.SkipLastField(); break;
            }
        }
    }

    private void ReadNormalizer(ByteString message)
    {
        CodedInputStream input = message.CreateCodedInput();
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            switch (tag)
            {
                case (2 << 3) | 2: Characters = input.ReadBytes().ToByteArray(); break;
                case 3 << 3: AddsSpace = input.ReadBool(); break;
                case 4 << 3: RemovesSpaces = input.ReadBool(); break;
                case 5 << 3: EscapesSpaces = input.ReadBool(); break;
                default: input.SkipLastField(); break;
            }
        }
    }
}
