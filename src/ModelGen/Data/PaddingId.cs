using System;
using System.Globalization;
using ModelGen.Training;

namespace ModelGen.Data;

/// <summary>Whether a source pads with the id that a model takes as padding: with another one, padding would be read as text.</summary>
internal static class PaddingId
{
    /// <param name="model">Whatever is asked for predictions; only a model with a loss says which id it takes.</param>
    /// <param name="data">The source.</param>
    /// <param name="argument">The source's name, for the message.</param>
    /// <exception cref="ArgumentException">The ids differ.</exception>
    public static void Check<TBatch>(object? model, IDataSource<TBatch> data, string argument)
        where TBatch : class, IBatch<TBatch>, new()
    {
        if (model is ITrainable<TBatch> { Padding: >= 0 and int taken } && data.Padding is >= 0 and int given && given != taken)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"'{argument}' is padded with the id {given}, but {model.GetType().Name} takes {taken} as padding: pad with {taken}, or declare [Tokens(Padding = {given})]"), argument);
        }
    }
}
