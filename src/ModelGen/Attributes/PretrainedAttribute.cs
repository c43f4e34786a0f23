namespace ModelGen;

/// <summary>
/// The model that a Hugging Face <c>config.json</c> describes, with the names of its checkpoint: i32[T&lt;=Context] -> what <see cref="Head"/> says. The file is read when the project is built; a
/// field that is not known and may change numbers is an error.
/// </summary>
/// <param name="config">The file, relative to the project's folder.</param>
/// <remarks>Nothing is dropped in training unless <see cref="Dropout"/> says so, whatever the file says.</remarks>
public sealed class PretrainedAttribute(string config) : LayerAttribute
{
    /// <summary>The file, relative to the project's folder.</summary>
    public string Config { get; } = config;

    /// <summary>What the model ends in.</summary>
    public Head Head { get; set; }

    /// <summary>For <see cref="Head.Classes"/>: how many; with 1 the loss is the mean squared error.</summary>
    public int Classes { get; set; }

    /// <summary>The longest sequence, where it is not to be the checkpoint's <c>max_position_embeddings</c>: memory of decoders grows with it. 0: the checkpoint's.</summary>
    public int Context { get; set; }

    /// <summary>Height and width of images, for convolutional networks, whose configurations do not say them. 0: the configuration's, or 224.</summary>
    public int ImageSize { get; set; }

    /// <summary>Dropout in training, after the embedding and after each part, 0 ≤ rate &lt; 1.</summary>
    public double Dropout { get; set; }

    /// <summary>Whether training computes the activations of layers again instead of keeping them: <see cref="RepeatAttribute{TBlock}.Checkpointed"/>.</summary>
    public bool Checkpointed { get; set; }

    /// <summary>The id that ends a text where others follow in the same row, for models with rotary positions: <see cref="TokensAttribute.Separator"/>. -1: a row is one text.</summary>
    public int Separator { get; set; } = -1;

    /// <summary>Fields of the file, parted by commas, that change no numbers although they are not known.</summary>
    public string? Ignore { get; set; }
}
