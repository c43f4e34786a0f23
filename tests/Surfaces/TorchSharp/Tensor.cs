using System;
using System.Collections.Generic;

namespace TorchSharp;

public static partial class torch
{
    public class Tensor : IDisposable
    {
        private protected Tensor() => throw null!;

        public static long TotalCount => throw null!;

        public long[] shape => throw null!;

        public ScalarType dtype => throw null!;

        public Device device => throw null!;

        public DeviceType device_type => throw null!;

        public int device_index => throw null!;

        public static implicit operator Tensor(int value) => throw null!;

        public static implicit operator Tensor(long value) => throw null!;

        public static implicit operator Tensor(float value) => throw null!;

        public static implicit operator Tensor(double value) => throw null!;

        public static implicit operator Tensor(bool value) => throw null!;

        public static implicit operator Tensor(Scalar scalar) => throw null!;

        public static Tensor operator +(Tensor left, Tensor right) => throw null!;

        public static Tensor operator +(Tensor left, Scalar right) => throw null!;

        public static Tensor operator +(Scalar left, Tensor right) => throw null!;

        public static Tensor operator -(Tensor left, Tensor right) => throw null!;

        public static Tensor operator -(Tensor left, Scalar right) => throw null!;

        public static Tensor operator -(Scalar left, Tensor right) => throw null!;

        public static Tensor operator *(Tensor left, Tensor right) => throw null!;

        public static Tensor operator *(Tensor left, Scalar right) => throw null!;

        public static Tensor operator *(Scalar left, Tensor right) => throw null!;

        public static Tensor operator /(Tensor left, Tensor right) => throw null!;

        public static Tensor operator /(Tensor left, Scalar right) => throw null!;

        public static Tensor operator /(Scalar left, Tensor right) => throw null!;

        public Tensor? grad() => throw null!;

        public Tensor mul_(Scalar target) => throw null!;

        public Tensor to(ScalarType type, Device device, bool copy = false) => throw null!;

        public Tensor to(ScalarType type) => throw null!;

        public Tensor to(Device device) => throw null!;

        public Tensor to(string device) => throw null!;

        public Tensor to(Tensor other) => throw null!;

        public void backward(IList<Tensor>? grad_tensors = null, bool create_graph = false, bool retain_graph = false, IList<Tensor>? inputs = null) => throw null!;

        public void backward() => throw null!;

        public void Dispose() => throw null!;

        public Tensor MoveToOuterDisposeScope() => throw null!;

        public Tensor DetachFromDisposeScope() => throw null!;

        public T item<T>()
            where T : unmanaged => throw null!;

        public Utils.TensorAccessor<T> data<T>()
            where T : unmanaged => throw null!;

        public Tensor add(Tensor target) => throw null!;

        public Tensor add(Scalar scalar) => throw null!;

        public Tensor add(Tensor target, Scalar alpha) => throw null!;

        public Tensor argsort(long dim = -1, bool descending = false) => throw null!;

        public Tensor any() => throw null!;

        public Tensor any(long dim, bool keepdim = false) => throw null!;

        public Tensor[] chunk(long chunks, long dim = 0L) => throw null!;

        public Tensor clamp_max(Scalar max) => throw null!;

        public Tensor clamp_min(Scalar min) => throw null!;

        public Tensor clone() => throw null!;

        public Tensor contiguous() => throw null!;

        public Tensor copy_(Tensor source, bool nonBlocking = false) => throw null!;

        public Tensor cos() => throw null!;

        public Tensor cpu() => throw null!;

        public Tensor cumsum(long dim, ScalarType? type = null) => throw null!;

        public Tensor detach() => throw null!;

        public Tensor eq(Tensor target) => throw null!;

        public Tensor eq(Scalar target) => throw null!;

        public Tensor exp() => throw null!;

        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => throw null!;

        public Tensor expand(long[] sizes, bool isImplicit = false) => throw null!;

        public Tensor expand(params long[] sizes) => throw null!;

        public Tensor flatten(long start_dim = 0, long end_dim = -1) => throw null!;

        public Tensor flatten(IList<string?> dims, string out_dim) => throw null!;

        public Tensor gather(long dim, Tensor index) => throw null!;

        public Tensor ge(Tensor target) => throw null!;

        public Tensor gt(Scalar target) => throw null!;

        public Tensor ge(Scalar target) => throw null!;

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => throw null!;

        public Tensor logical_and(Tensor other) => throw null!;

        public Tensor index_select(long dimension, Tensor index) => throw null!;

        public Tensor logical_not() => throw null!;

        public Tensor logical_or(Tensor other) => throw null!;

        public Tensor lt(Tensor target) => throw null!;

        public Tensor lt(Scalar target) => throw null!;

        public Tensor masked_fill(Tensor mask, Scalar value) => throw null!;

        public Tensor matmul(Tensor target) => throw null!;

        public Tensor max() => throw null!;

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => throw null!;

        public Tensor mean() => throw null!;

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => throw null!;

        public Tensor narrow(long dim, long start, long length) => throw null!;

        public Tensor ne(Tensor target) => throw null!;

        public Tensor ne(Scalar target) => throw null!;

        public Tensor pow(Tensor exponent) => throw null!;

        public Tensor pow(Scalar exponent) => throw null!;

        public Tensor relu() => throw null!;

        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) => throw null!;

        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) => throw null!;

        public Tensor reshape(params long[] shape) => throw null!;

        public Tensor rsqrt() => throw null!;

        public Tensor sqrt() => throw null!;

        public Tensor square() => throw null!;

        public Tensor select(long dim, long index) => throw null!;

        public Tensor sigmoid() => throw null!;

        public Tensor silu() => throw null!;

        public Tensor sin() => throw null!;

        public Tensor softmax(long dim, ScalarType? dtype = null) => throw null!;

        public Tensor[] split(long size, int dim = 0) => throw null!;

        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => throw null!;

        public Tensor[] split(long[] sizes, long dim = 0) => throw null!;

        public Tensor[] split(params long[] sizes) => throw null!;

        public Tensor squeeze(long? dim = null) => throw null!;

        public Tensor sum(ScalarType? type = null) => throw null!;

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => throw null!;

        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => throw null!;

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => throw null!;

        public Tensor tanh() => throw null!;

        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => throw null!;

        public Tensor transpose(long dim0, long dim1) => throw null!;

        public Tensor triu(long diagonal = 0) => throw null!;

        public Tensor unsqueeze(long dim) => throw null!;

        public Tensor view(params long[] shape) => throw null!;
    }
}
