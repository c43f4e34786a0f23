using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace ModelGen.Equality;

/// <summary>The layers that a model is declared with, those of its blocks among them.</summary>
internal static class Layers
{
    public static IEnumerable<LayerAttribute> Of(Type declared) =>
        declared.GetCustomAttributes<LayerAttribute>().SelectMany(layer => layer.GetType().GetGenericArguments().SelectMany(Of).Prepend(layer));

    /// <summary>Whether training is random.</summary>
    public static bool Drops(Type model) => Of(model).Any(layer => layer is DropoutAttribute || layer.GetType().GetProperty("Dropout")?.GetValue(layer) is > 0.0);

    /// <summary>As it is written: without <c>Attribute</c>, and without type parameters.</summary>
    public static string Name(Type layer) => layer.Name.Split('`')[0].Replace("Attribute", "", StringComparison.Ordinal);
}
