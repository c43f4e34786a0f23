using System;
using System.Threading;

namespace ModelGen;

/// <summary>The workspaces of a model's concurrent predictions: as many as ever ran at once, used again and again.</summary>
public sealed class WorkspacePool
{
    private readonly Lock _lock = new();
    private Workspace[] _free = new Workspace[4];
    private int _count;

    /// <summary>A workspace for one call; a new one only when all are in use.</summary>
    public Workspace Rent()
    {
        lock (_lock)
        {
            if (_count > 0)
            {
                return _free[--_count];
            }
        }

        return new Workspace();
    }

    /// <summary>Gives a workspace back. One that is lost to an exception is simply collected.</summary>
    public void Return(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        lock (_lock)
        {
            if (_count == _free.Length)
            {
                Array.Resize(ref _free, _count * 2);
            }

            _free[_count++] = workspace;
        }
    }
}
