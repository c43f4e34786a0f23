using System;
using System.Collections.Generic;
using ModelGen.Compiler.Presets.Pretrained.Json;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>
/// Fields of published configurations that change no number of a forward pass: provenance, generation's defaults, first values of weights that are loaded, training's dropout (which the attribute's own
/// <c>Dropout</c> says), names of labels.
/// </summary>
internal static class HarmlessFields
{
    private static readonly HashSet<string> s_names = new(StringComparer.Ordinal)
    {
        // Provenance and storage
        "_name_or_path", "name_or_path", "_attn_implementation_autoset", "attn_implementation", "_commit_hash", "_flash_attn_2_enabled", "auto_map", "transformers_version", "transformers.js_config", "torch_dtype", "dtype", "model_type",
        "architectures", "custom_pipelines", "gradient_checkpointing", "use_cache", "cache_implementation", "torchscript", "tf_legacy_loss", "use_bfloat16", "pretraining_tp", "is_llama_config", "finetuning_task", "unsloth_version", "unsloth_fixed", "language", "name", "author",
        "_attn_implementation", "_attn_implementation_internal", "model_max_length", "max_sequence_length", "transformers_weights", "sentence_transformers", "sbert_ce_default_activation_function", "save_step", "xla_device",
        "base_model_tp_plan", "base_model_pp_plan", "is_composition",

        // Generation
        "bos_token_id", "eos_token_id", "sep_token_id", "cls_token_id", "mask_token_id", "unk_token_id", "decoder_start_token_id", "forced_bos_token_id", "forced_eos_token_id", "do_sample", "early_stopping",
        "num_beams", "num_beam_groups", "temperature", "top_k", "top_p", "typical_p", "repetition_penalty", "length_penalty", "diversity_penalty", "no_repeat_ngram_size", "encoder_no_repeat_ngram_size",
        "min_length", "max_length", "num_return_sequences", "bad_words_ids", "begin_suppress_tokens", "suppress_tokens", "task_specific_params", "prefix", "output_attentions", "output_hidden_states", "output_scores", "output_past",
        "return_dict", "return_dict_in_generate", "remove_invalid_values", "exponential_decay_length_penalty", "tokenizer_class", "chunk_size_feed_forward", "use_return_dict", "id2label", "label2id", "num_labels", "_num_labels", "problem_type",
        "eos_token_ids", "force_bos_token_to_be_generated", "num_logits_to_keep",

        // First values and training
        "initializer_range", "initializer_factor", "init_std", "initializer", "attention_dropout", "attention_probs_dropout_prob", "hidden_dropout_prob", "hidden_dropout", "classifier_dropout", "dropout", "activation_dropout",
        "attn_pdrop", "embd_pdrop", "resid_pdrop", "qa_dropout", "seq_classif_dropout", "classif_dropout", "decoder_layerdrop", "encoder_layerdrop", "summary_activation", "summary_first_dropout", "summary_proj_to_labels",
        "summary_type", "summary_use_proj", "n_ctx", "reorder_and_upcast_attn", "tie_weights_", "output_router_logits", "router_aux_loss_coef", "classifier_pooling_dropout", "layerdrop",
        "n_special", "predict_special_tokens", "replacing_rate", "student_decoder_layers", "student_encoder_layers",

        // Of a pooler that BERT's first files describe and that nothing reads
        "directionality", "pooler_fc_size", "pooler_num_attention_heads", "pooler_num_fc_layers", "pooler_size_per_head", "pooler_type",
    };

    // What these say where they are off; on, they are something else.
    private static readonly HashSet<string> s_off = new(StringComparer.Ordinal)
    {
        "is_decoder", "is_encoder_decoder", "add_cross_attention", "tie_encoder_decoder", "pruned_heads", "lm_head_bias", "use_mrope", "do_blenderbot_90_layernorm",
    };

    public static bool Has(string name, JsonValue value) => s_names.Contains(name) || (s_off.Contains(name) && IsOff(value));

    private static bool IsOff(JsonValue value) => value.Kind switch
    {
        JsonKind.Truth => !value.Truth,
        JsonKind.Object => value.Members.Count == 0,
        JsonKind.List => value.Items.Count == 0,
        _ => false,
    };
}
