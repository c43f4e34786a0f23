namespace ILGPU.Surface;

/// <summary>Runs a share of a launch's groups on a carrier of its own.</summary>
internal sealed class GroupRunner(Launch launch) : ICarried
{
    public Baton? Run(Carrier carrier) => launch.RunAside();
}
