global using Lanes128 = ModelGen.Cpu.Lanes<ModelGen.Cpu.Simd.Simd128, System.Runtime.Intrinsics.Vector128<float>>;
global using Lanes256 = ModelGen.Cpu.Lanes<ModelGen.Cpu.Simd.Simd256, System.Runtime.Intrinsics.Vector256<float>>;
global using Lanes2x256 = ModelGen.Cpu.Lanes<ModelGen.Cpu.Simd.Simd2x256, ModelGen.Cpu.Simd.Vector2x256>;
global using Lanes512 = ModelGen.Cpu.Lanes<ModelGen.Cpu.Simd.Simd512, System.Runtime.Intrinsics.Vector512<float>>;
