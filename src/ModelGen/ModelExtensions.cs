using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ModelGen.Weights;

namespace ModelGen;

/// <summary>What every generated model can do beyond <see cref="IModel"/>'s own members.</summary>
public static class ModelExtensions
{
    /// <summary>Reads weights of a safetensors file that need not fit whole; on failure the model is unchanged.</summary>
    /// <param name="model">The model; nobody may predict with it meanwhile.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">What may be missing, left over or of another shape: <see cref="LoadOptions.Partial"/> allows it all.</param>
    /// <returns>What was loaded, and what was not: print it.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="WeightFormatException">The file is damaged, has nothing for this model, or does not fit where it is to.</exception>
    public static LoadReport Load(this IModel model, string path, LoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        return WeightFile.Load(model.Store, path, options);
    }

    /// <inheritdoc cref="Load(IModel, string, LoadOptions)"/>
    public static LoadReport Load(this IModel model, Stream stream, LoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        return WeightFile.Load(model.Store, stream, options);
    }

    /// <summary>Copies the weights and running statistics that two models have under the same names; on failure the model is unchanged.</summary>
    /// <param name="model">The model that is written to.</param>
    /// <param name="other">The model that is read.</param>
    /// <param name="options">Null: either may have tensors that the other has not, but what they share must have one shape.</param>
    /// <returns>What was copied, and what was not.</returns>
    /// <exception cref="ArgumentException">They share nothing, or do not fit as <paramref name="options"/> want it.</exception>
    public static LoadReport CopyFrom(this IModel model, IModel other, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(other);
        return model.Store.CopyFrom(other.Store, options);
    }

    /// <inheritdoc cref="CopyFrom(IModel, IModel, LoadOptions?)"/>
    public static LoadReport CopyFrom(this ParameterStore store, ParameterStore other, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(other);
        options ??= new LoadOptions { AllowMissing = true, AllowUnexpected = true };
        PrefixMap map = new(options.Prefixes, [.. store.Tensors.Select(tensor => tensor.Name)]);
        Dictionary<string, Parameter> left = [];
        foreach (Parameter tensor in other.Tensors)
        {
            if (!left.TryAdd(map.Of(tensor.Name), tensor)) throw new ArgumentException($"Two tensors of the other model would be '{map.Of(tensor.Name)}': say in LoadOptions.Prefixes what belongs where", nameof(options));
        }

        List<(Parameter To, Parameter From)> pairs = [];
        List<string> missing = [];
        List<ShapeDifference> otherShapes = [];
        foreach (Parameter tensor in store.Tensors)
        {
            if (!left.Remove(tensor.Name, out Parameter? found)) missing.Add(tensor.Name);
            else if (!found.Shape.SequenceEqual(tensor.Shape)) otherShapes.Add(new ShapeDifference(tensor.Name, Shape(found), Shape(tensor)));
            else pairs.Add((tensor, found));
        }

        LoadReport report = new([.. pairs.Select(pair => pair.To.Name)], missing, [.. left.Values.Select(tensor => tensor.Name)], otherShapes);
        if (pairs.Count == 0 || (missing.Count > 0 && !options.AllowMissing) || (left.Count > 0 && !options.AllowUnexpected) || (otherShapes.Count > 0 && !options.AllowOtherShapes))
            throw new ArgumentException($"The models do not fit: {report.ToString().ReplaceLineEndings("; ")}", nameof(other));
        foreach ((Parameter to, Parameter from) in pairs) from.Value.CopyTo(to.Value);
        return report;
    }

    private static long[] Shape(Parameter parameter) => Array.ConvertAll(parameter.Shape.ToArray(), size => (long)size);
}
