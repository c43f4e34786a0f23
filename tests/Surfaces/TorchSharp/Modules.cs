using System;
using System.Collections;
using System.Collections.Generic;

namespace TorchSharp.Modules;

public class Parameter : torch.Tensor
{
    public Parameter(torch.Tensor data, bool requires_grad = true) => throw null!;
}

public sealed class Linear : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    private Linear()
        : base("") => throw null!;

    public Parameter? bias { get => throw null!; set => throw null!; }

    public Parameter? weight { get => throw null!; set => throw null!; }

    public override torch.Tensor forward(torch.Tensor tensor) => throw null!;
}

public sealed class Identity : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    private Identity()
        : base("") => throw null!;

    public override torch.Tensor forward(torch.Tensor tensor) => throw null!;
}

public sealed class LayerNorm : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    private LayerNorm()
        : base("") => throw null!;

    public Parameter? bias { get => throw null!; set => throw null!; }

    public Parameter? weight { get => throw null!; set => throw null!; }

    public override torch.Tensor forward(torch.Tensor tensor) => throw null!;
}

public sealed class Embedding : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    private Embedding()
        : base("") => throw null!;

    public Parameter? weight { get => throw null!; set => throw null!; }

    public override torch.Tensor forward(torch.Tensor input) => throw null!;
}

public sealed class GELU : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    private GELU()
        : base("") => throw null!;

    public override torch.Tensor forward(torch.Tensor tensor) => throw null!;
}

public class ModuleList<T> : torch.nn.Module, IList<T>
    where T : torch.nn.Module
{
    public ModuleList(params T[] modules)
        : base("") => throw null!;

    public int Count => throw null!;

    public bool IsReadOnly => throw null!;

    public T this[int index] { get => throw null!; set => throw null!; }

    public void Add(T item) => throw null!;

    public void Clear() => throw null!;

    public bool Contains(T item) => throw null!;

    public void CopyTo(T[] array, int arrayIndex) => throw null!;

    public IEnumerator<T> GetEnumerator() => throw null!;

    public int IndexOf(T item) => throw null!;

    public void Insert(int index, T item) => throw null!;

    public bool Remove(T item) => throw null!;

    public void RemoveAt(int index) => throw null!;

    IEnumerator IEnumerable.GetEnumerator() => throw null!;

    protected override void RegisterComponents() => throw null!;
}
