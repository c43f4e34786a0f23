using System.IO;

namespace ModelGen;

/// <summary>What every generated model offers.</summary>
public interface IModel
{
    /// <summary>The model's description, known at compile time.</summary>
    static abstract ModelInfo Info { get; }

    /// <summary>The parameters.</summary>
    ParameterStore Store { get; }

    /// <summary>Writes the weights as a safetensors file; a file that is there is replaced only when all is written.</summary>
    void Save(string path);

    /// <summary>Writes the weights in safetensors format.</summary>
    void Save(Stream stream);

    /// <summary>Reads weights from a safetensors file; on failure the model is unchanged.</summary>
    /// <exception cref="Weights.WeightFormatException">The file is damaged or belongs to another model.</exception>
    void Load(string path);

    /// <summary>Reads weights in safetensors format; on failure the model is unchanged.</summary>
    /// <exception cref="Weights.WeightFormatException">The data is damaged or belongs to another model.</exception>
    void Load(Stream stream);
}
