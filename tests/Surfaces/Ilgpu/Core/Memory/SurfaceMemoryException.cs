using ILGPU.Runtime;

namespace ILGPU.Surface;

/// <summary>A buffer does not fit; on a GPU this is the driver's own exception.</summary>
public sealed class SurfaceMemoryException(string message) : AcceleratorException(message)
{
    /// <inheritdoc/>
    public override AcceleratorType AcceleratorType => AcceleratorType.CPU;
}
