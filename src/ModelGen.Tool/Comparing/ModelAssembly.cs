using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using ModelGen;
using ModelGen.Weights;

namespace ModelGenTool.Comparing;

/// <summary>Models of a compiled assembly. Their constructors run, and nothing else of it.</summary>
internal static class ModelAssembly
{
    /// <exception cref="UserException">There is no such file, it has no model, or another version of ModelGen made it.</exception>
    public static (string Name, ParameterStore Store) Open(string path, string? name)
    {
        if (!File.Exists(path)) throw new UserException($"There is no assembly '{Text.Path(path)}': check the path, or build the project");
        string printed = $"'{Text.Path(path)}'";
        try
        {
            Type[] models = [.. new Context(Path.GetFullPath(path)).LoadFromAssemblyPath(Path.GetFullPath(path)).GetTypes()
                .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IModel).IsAssignableFrom(type)).OrderBy(type => type.FullName, StringComparer.Ordinal)];
            if (models.Length == 0) throw new UserException($"{printed} has no model: name the assembly of a project whose classes have ModelGen's attributes");
            Type[] named = name is null ? models : [.. models.Where(type => type.Name == name || type.FullName == name)];
            if (named.Length != 1) throw new UserException($"{printed} has {(name is null ? "several models" : $"no model '{name}'")}: name one of {string.Join(", ", models.Select(type => type.Name))} with --model");
            ConstructorInfo plain = named[0].GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [typeof(long), typeof(bool)]) ?? throw Other(printed);
            return (named[0].Name, ((IModel)plain.Invoke([0L, false])).Store);
        }
        catch (Exception fault) when (fault is BadImageFormatException or FileLoadException)
        {
            throw new UserException($"{printed} is no assembly of .NET: name the .dll that the build wrote");
        }
        catch (Exception fault) when (fault is TypeLoadException or MissingMethodException or ReflectionTypeLoadException or TargetInvocationException or FileNotFoundException)
        {
            throw Other(printed);
        }
    }

    private static UserException Other(string path) => new($"{path} cannot be loaded beside ModelGen {typeof(IModel).Assembly.GetName().Version}: build it with the version of this tool, and keep its dependencies in its folder");

    /// <summary>The assembly's own dependencies, but the one ModelGen: else its models would be no models here.</summary>
    private sealed class Context(string path) : AssemblyLoadContext("modelgen diff")
    {
        private readonly AssemblyDependencyResolver _resolver = new(path);

        protected override Assembly? Load(AssemblyName name) =>
            name.Name == typeof(IModel).Assembly.GetName().Name ? typeof(IModel).Assembly : _resolver.ResolveAssemblyToPath(name) is { } file ? LoadFromAssemblyPath(file) : null;
    }
}
