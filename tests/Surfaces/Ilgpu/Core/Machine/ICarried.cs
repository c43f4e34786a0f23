namespace ILGPU.Surface;

/// <summary>What a carrier runs.</summary>
internal interface ICarried
{
    /// <returns>Whom to wake when the carrier is idle again.</returns>
    Baton? Run(Carrier carrier);
}
