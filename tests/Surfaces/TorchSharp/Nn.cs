using System;
using System.Collections.Generic;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public enum Reduction : long
        {
            None = 0,
            Mean = 1,
            Sum = 2,
        }

        public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) => throw null!;

        public static Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null) => throw null!;

        public static Identity Identity() => throw null!;

        public static LayerNorm LayerNorm(long[] normalized_shape, double eps = 1e-05, bool elementwise_affine = true, Device? device = null, ScalarType? dtype = null) => throw null!;

        public static LayerNorm LayerNorm(long normalized_shape, double eps = 1e-05, bool elementwise_affine = true, Device? device = null, ScalarType? dtype = null) => throw null!;

        public class Module : IDisposable
        {
            protected string? name;

            protected Module(string name) => throw null!;

            public virtual bool training => throw null!;

            public void Dispose() => throw null!;

            public virtual void train(bool train = true) => throw null!;

            public virtual void eval() => throw null!;

            public virtual string GetName() => throw null!;

            public virtual Module apply(Action<Module> fn) => throw null!;

            public virtual IEnumerable<(string name, Module module)> named_children() => throw null!;

            public virtual IEnumerable<(string name, Module module)> named_modules() => throw null!;

            public virtual IEnumerable<Module> modules() => throw null!;

            public virtual IEnumerable<Module> children() => throw null!;

            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) => throw null!;

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => throw null!;

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true) => throw null!;

            public virtual IEnumerable<Tensor> buffers(bool recurse = true) => throw null!;

            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null) => throw null!;

            public virtual void register_parameter(string name, Parameter param) => throw null!;

            public virtual void register_module(string name, Module submodule) => throw null!;

            public virtual void zero_grad() => throw null!;

            public virtual void register_buffer(string name, Tensor tensor) => throw null!;

            protected virtual void Dispose(bool disposing) => throw null!;

            protected virtual void RegisterComponents() => throw null!;
        }

        public abstract class Module<T, TResult> : Module
        {
            protected Module(string name)
                : base(name) => throw null!;

            public abstract TResult forward(T input);

            public TResult call(T input) => throw null!;
        }

        public abstract class Module<T1, T2, TResult> : Module
        {
            protected Module(string name)
                : base(name) => throw null!;

            public abstract TResult forward(T1 input1, T2 input2);

            public TResult call(T1 input1, T2 input2) => throw null!;
        }

        public abstract class Module<T1, T2, T3, TResult> : Module
        {
            protected Module(string name)
                : base(name) => throw null!;

            public abstract TResult forward(T1 input1, T2 input2, T3 input3);

            public TResult call(T1 input1, T2 input2, T3 input3) => throw null!;
        }

        public static partial class utils
        {
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2.0) => throw null!;
        }

        public static partial class functional
        {
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => throw null!;

            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) => throw null!;

            public static Tensor gelu(Tensor x) => throw null!;

            public static Tensor cross_entropy(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0.0) => throw null!;

            public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) => throw null!;

            public static Tensor elu(Tensor x, double alpha, bool inplace = false) => throw null!;

            public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1.0, Reduction reduction = Reduction.Mean) => throw null!;

            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => throw null!;

            public static Tensor hardswish(Tensor x, bool inplace = false) => throw null!;

            public static Tensor relu6(Tensor x, bool inplace = false) => throw null!;

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) => throw null!;

            public static Tensor softplus(Tensor x, double beta = 1.0, double threshold = 20.0) => throw null!;

            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => throw null!;
        }
    }
}
