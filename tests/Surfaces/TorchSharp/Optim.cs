using System;
using System.Collections.Generic;
using TorchSharp.Modules;

#nullable disable annotations

namespace TorchSharp.Modules
{
    public class AdamW : torch.optim.Optimizer
    {
        private AdamW() => throw null!;
    }

    public class SGD : torch.optim.Optimizer
    {
        private SGD() => throw null!;
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public interface ILearningRateController
            {
                double LearningRate { get; set; }

                double InitialLearningRate { get; set; }
            }

            public static AdamW AdamW(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) => throw null!;

            public static SGD SGD(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) => throw null!;

            public abstract class Optimizer : IDisposable
            {
                private protected Optimizer() => throw null!;

                public virtual IEnumerable<ILearningRateController> ParamGroups { get => throw null!; set => throw null!; }

                public void Dispose() => throw null!;

                public virtual void zero_grad() => throw null!;

                public virtual Tensor step(Func<Tensor> closure = null) => throw null!;
            }
        }
    }
}
