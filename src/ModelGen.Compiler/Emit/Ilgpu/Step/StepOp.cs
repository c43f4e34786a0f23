using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;

namespace ModelGen.Compiler.Emit.Ilgpu.Step;

/// <summary>An op that <see cref="FuseStep"/> makes for this target alone, for one row: no other emitter ever meets it.</summary>
internal abstract class StepOp : Op
{
    public sealed override void Emit(Emitter emitter, Node node) => Emit((OpEmitter)emitter, node);

    protected abstract void Emit(OpEmitter emitter, Node node);
}
